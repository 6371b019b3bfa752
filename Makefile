# Targets with a "##" comment are the ones people use; bare `make` lists them.
.DEFAULT_GOAL := help
PYTHON := .venv/bin/python
export PYTHONUNBUFFERED := 1

.PHONY: help
help:
	@echo "用法：make 目标（例如 make run PORT=8080）"
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1\t\2/p' $(MAKEFILE_LIST) | expand -t 16 | sed 's/^/  /'

# Use the site -------------------------------------------------------------------------------

.PHONY: run
run: environment ## 准备并运行网站（可加 PORT=8080 HOST=0.0.0.0）
	@exec $(PYTHON) manage.py serve

.PHONY: dev
dev: dev-environment ## 开发用服务器：改动代码后自动重新加载
	@DEBUG=1 $(PYTHON) manage.py setup
	@exec env DEBUG=1 $(PYTHON) manage.py runserver $(or $(HOST),127.0.0.1):$(or $(PORT),8000)

# Check it -----------------------------------------------------------------------------------

.PHONY: test
test: dev-environment ## 全部检查：格式、类型、迁移、部署、SQLite 与 PostgreSQL 测试、浏览器测试
	@exec $(PYTHON) -m tools.check

.PHONY: test-fast
test-fast: dev-environment ## SQLite 上的快测试：不含后台、导入、现成页、成册与整站安装，不开浏览器
	@exec $(PYTHON) -m tools.check fast

.PHONY: proof
proof: dev-environment ## 长证明：随机样例上千、输入两兆字节，并量覆盖率（需半小时以上）
	@exec $(PYTHON) -m tools.check proof proof-postgresql

.PHONY: guide
guide: dev-environment ## 重拍编辑指南（后台的“帮助”）里的图
	@exec $(PYTHON) -m pytest -q tests/browser/test_guide.py --take-pictures

.PHONY: lint
lint: dev-environment ## 只检查代码风格、格式与类型
	@exec $(PYTHON) -m tools.check style types

.PHONY: format
format: dev-environment ## 按约定改写代码格式
	@.venv/bin/ruff check --fix --exit-zero . && .venv/bin/ruff format .

.PHONY: quality
quality: dev-environment ## Lighthouse 与 HTML 校验（需要 Node 18 和 Java；可加 SITE=http://…）
	@exec $(PYTHON) -m tools.quality $(SITE)

.PHONY: bench
bench: dev-environment ## 测量速度，如 make bench WHAT="search --help"
	@exec $(PYTHON) -m benchmarks $(WHAT)

# Look after it ------------------------------------------------------------------------------

.PHONY: requirements
requirements: dev-environment ## 重新锁定依赖（编辑 requirements*.in 之后）
	for name in requirements requirements-oidc requirements-dev; do .venv/bin/uv pip compile -q --universal \
		--generate-hashes --python-version 3.11 $$name.in -o $$name.txt; done

.PHONY: clean
clean: ## 删除虚拟环境和缓存；数据（var/）保留
	rm -rf .venv .pytest_cache .ruff_cache .mypy_cache .hypothesis htmlcov .coverage*
	find . -name __pycache__ -type d -not -path './var/*' -prune -exec rm -rf {} +

# What the others stand on --------------------------------------------------------------------

.PHONY: environment
environment:
	@tools/environment requirements.txt $(if $(OIDC_ISSUER),requirements-oidc.txt)

.PHONY: dev-environment
dev-environment:
	@tools/environment requirements.txt requirements-oidc.txt requirements-dev.txt
