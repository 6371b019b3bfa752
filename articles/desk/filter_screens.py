"""The screen on which a person keeps a filter under a name, shares it and takes it back."""

from django import forms
from django.http import Http404, HttpRequest, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.urls import re_path
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from articles.desk.desk_lists import OF_REPORTS, answer
from articles.models import Office, SavedFilter
from articles.models.scope import scope_of

MOST = 50  # of one person in one list
_LONGEST = SavedFilter._meta.get_field("query").max_length
_EVERYONE = "everyone"
_SHARES = "articles.share_savedfilter"


class NameForm(forms.Form):
    """What a filter is called, and who gets it."""

    name = forms.CharField(
        label=_("名称"),
        max_length=SavedFilter._meta.get_field("name").max_length,
        help_text=_("如“缺来源的草稿”。同名的会被替换。"),
    )
    audience = forms.ChoiceField(label=_("谁看得到"), required=False)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["audience"].choices = [("", _("只有我")), *audiences(user).items()]

    def shared(self) -> dict:
        """Return with whom it is shared, as the fields of the row."""
        audience = self.cleaned_data["audience"]
        everyone = audience == _EVERYONE
        return {"everyone": everyone, "office_id": None if everyone else audience or None}


def audiences(user) -> dict[str, str]:
    """Return with whom a person may share, by the value in a form: offices of theirs, or all."""
    duties = scope_of(user).duties or ()
    offices = Office.objects.filter(pk__in=[duty.office for duty in duties]).order_by("name")
    found = {str(each.pk): gettext("%(office)s的人") % {"office": each} for each in offices}
    if user.has_perm(_SHARES) or not Office.objects.exists():
        found[_EVERYONE] = gettext("全站的人")
    return found


def audience_of(saved: SavedFilter) -> str:
    """Return with whom a filter is shared, as a form has it."""
    return _EVERYONE if saved.everyone else str(saved.office_id or "")


class SavedFiltersMixin:
    """Turns the view of a list into the screen of its filters."""

    template_name = "desk/lists/filters.html"

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponseBase:
        """Show what there is, and ask a name for what the address asks."""
        return self._screen(NameForm(user=request.user))

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponseBase:
        """Keep what the address asks under the given name, and lead back to it."""
        form = NameForm(request.POST, user=request.user)
        if form.is_valid():
            self._check(form)
        if not form.is_valid():
            return self._screen(form)
        SavedFilter.objects.update_or_create(
            owner=request.user,
            dataset=self.dataset_name,
            name=form.cleaned_data["name"],
            defaults={"query": self.asked, **form.shared()},
        )
        messages.success(
            request, gettext("筛选“%(name)s”已保存，在列表上方点选。") % form.cleaned_data
        )
        return redirect(f"{self.index_url}?{self.asked}")

    def _check(self, form: NameForm):
        own = SavedFilter.objects.filter(owner=self.request.user, dataset=self.dataset_name)
        if not self.asked:
            form.add_error(None, gettext("还没有筛选：请先在列表中筛选或查找。"))
        elif len(self.asked) > _LONGEST:
            form.add_error(None, gettext("筛选条件太长，请缩短查找的文字。"))
        elif own.exclude(name=form.cleaned_data["name"]).count() >= MOST:
            form.add_error(None, gettext("最多保存 %(most)s 个，请先删去不用的。") % {"most": MOST})

    def _screen(self, form: NameForm) -> HttpResponseBase:
        may_share = audiences(self.request.user)
        saved = [
            {
                "row": each,
                "address": f"{self.index_url}?{each.query}",
                "described": self._worded(each),
                "removable": each.owner == self.request.user or audience_of(each) in may_share,
            }
            for each in SavedFilter.objects.offered(self.request.user, self.dataset_name)
        ]
        title = gettext("常用筛选：%(list)s") % {"list": self.get_page_title()}
        context = {
            "form": form,
            "asked": self.described() if self.asked else [],
            "saved": saved,
            "back": f"{self.index_url}?{self.asked}" if self.asked else self.index_url,
            "page_title": title,
            "header_title": title,
            "header_icon": "search",
        }
        return render(self.request, self.template_name, context)

    def _worded(self, saved: SavedFilter) -> list[tuple[str, str]]:
        """Return what a filter asks, in words; what is nothing to this person is left out."""
        query = QueryDict(saved.query)
        form = self.filterset_class(query, request=self.request).form
        searched = query.get(self.search_kwarg)
        return ([(gettext("查找"), searched)] if searched else []) + form.described()


def saved_filters(request: HttpRequest, dataset: str) -> HttpResponseBase:
    """Show and keep the filters of one of the desk's lists."""
    return answer(request, dataset, SavedFiltersMixin)


@require_POST
def saved_filter_remove(request: HttpRequest, dataset: str, pk: int) -> HttpResponseBase:
    """Remove a filter of one's own, or one that is shared with those one may share with."""
    saved = SavedFilter.objects.offered(request.user, dataset).filter(pk=pk).first()
    if saved is None:
        raise Http404
    if saved.owner != request.user and audience_of(saved) not in audiences(request.user):
        messages.error(request, gettext("这是别人共享的筛选，不能删除。"))
    else:
        saved.delete()
        messages.success(request, gettext("筛选“%(name)s”已删除。") % {"name": saved})
    return redirect("saved_filters", dataset)


_LIST = rf"^list-filters/(?P<dataset>{'|'.join(OF_REPORTS)})"
_REMOVE = rf"{_LIST}/(?P<pk>\d{{1,18}})/remove/$"
urlpatterns = [
    re_path(rf"{_LIST}/$", saved_filters, name="saved_filters"),
    re_path(_REMOVE, saved_filter_remove, name="saved_filter_remove"),
]
