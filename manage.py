#!/usr/bin/env python
"""Django's command line for this site."""

import gc
import os
import sys

# They say by HOST and PORT where the site is; every other command is told by the last of them.
SERVERS = ("serve", "runserver")

if __name__ == "__main__":
    gc.disable()  # while a million objects are made that stay; the project's app ends it
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "unityreports.settings")
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line
    from django.db import DatabaseError

    from unityreports import address, data_folder
    from unityreports.site import commands

    try:
        if not set(sys.argv[1:2]) & set(SERVERS):
            address.recall(os.environ, data_folder.path(os.environ))
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        sys.exit(f"配置有误：{error}")
    except DatabaseError:
        trouble = commands.trouble_with_database()
        if not trouble:
            raise
        sys.exit(trouble)
    except KeyboardInterrupt:
        print("\n已中断。再次运行会接着做没有做完的步骤。", file=sys.stderr)
        sys.exit(130)
