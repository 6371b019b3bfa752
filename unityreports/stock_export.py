"""Closes the export that Wagtail gives every list, which nobody asks permission for."""

from django.http import HttpResponseRedirect
from wagtail.admin.auth import permission_denied
from wagtail.admin.views.mixins import SpreadsheetExportMixin

from unityreports.site.desk_screens import MAY_EXPORT, Exportable, export_url


class StockExport:
    """Leads ``?export=…`` on a list of the desk to the site's own export, or back to the list.

    Without columns of its own Wagtail's file has a blank row for each. The few lists of Wagtail
    that do have them give them to those who may export.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        """Answer the request."""
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        """Look at what the address leads to, before any permission of the list is asked."""
        view_class = getattr(view, "view_class", None)
        if "export" not in request.GET or not isinstance(view_class, type):
            return None
        if not issubclass(view_class, SpreadsheetExportMixin):
            return None
        options = {"model": None, "list_export": view_class.list_export} | view.view_initkwargs
        query = request.GET.copy()
        del query["export"]
        if issubclass(view_class, Exportable):
            return HttpResponseRedirect(export_url(options["model"], query))
        if not options["list_export"]:
            return HttpResponseRedirect(f"{request.path}?{query.urlencode()}".rstrip("?"))
        return None if request.user.has_perm(MAY_EXPORT) else permission_denied(request)
