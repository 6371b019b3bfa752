"""Who has an account gets in by the office's own log-in, and nobody else; the password stays."""

import base64
import hashlib
from urllib.parse import parse_qs, urlsplit

import flask
import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command
from joserfc.jwk import KeySet, RSAKey

from tests import editors
from tests.accounts import provider as providers
from tests.accounts.provider import START, WANG, come_in, switch
from unityreports.accounts import one_time_codes, single_sign_on
from unityreports.accounts.models import Identity, LogIn
from unityreports.trail.models import Entry

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),  # the provider's own
]
BACK = "/admin/login/provider/back/"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def is_in(client) -> bool:
    return client.get("/admin/account/").status_code == 200


def said(client) -> str:
    return client.get("/admin/login/").content.decode()


# Getting in -------------------------------------------------------------------------------------


def test_who_has_an_account_gets_in_and_goes_on_where_they_wanted(client, provider, wang):
    assert "用“盟统一认证”登录" in said(client)
    answer = come_in(client, provider, query="?next=/admin/articles/")
    assert answer.url == "/admin/articles/"
    assert is_in(client)
    assert client.session.get_expire_at_browser_close()
    attempt = LogIn.objects.get()
    assert (attempt.account, attempt.outcome) == ("wang", "succeeded")
    told = dict(Entry.objects.values_list("act", "note"))
    assert told["account.identity_bound"] == "王小 Wang@office.example s-1"
    assert "account.login" in told


def test_the_question_is_bound_to_this_browser_by_state_nonce_and_pkce(client, provider, wang):
    question = parse_qs(urlsplit(client.get(START).url).query)
    assert question["code_challenge_method"] == ["S256"]
    assert len(question["state"][0]) >= 20
    assert len(question["nonce"][0]) >= 20
    assert question["redirect_uri"] == [f"http://testserver{BACK}"]
    sent = client.get(START)
    challenge = parse_qs(urlsplit(sent.url).query)["code_challenge"][0]
    client.get(provider.vouch(sent.url, "s-1"))
    proof = hashlib.sha256(provider.asked[-1].form["code_verifier"].encode()).digest()
    assert base64.urlsafe_b64encode(proof).decode().rstrip("=") == challenge
    assert provider.asked[-1].auth.password == providers.SECRET


def test_a_page_outside_the_site_is_not_gone_on_to(client, provider, wang):
    assert come_in(client, provider, query="?next=https://evil.example/").url == "/admin/"


def test_who_approves_does_the_second_step_all_the_same(client, provider, wang, clock):
    wang.groups.add(editors.user(editors.REVIEWER, "li").groups.get())
    one_time_codes.keep(wang, SECRET, step=0)
    answer = come_in(client, provider, query="?next=/admin/articles/")
    assert answer.url == "/admin/login/second-step/"
    assert not is_in(client)
    assert LogIn.objects.get(account="wang").outcome == "half"
    done = client.post(answer.url, {"code": clock.code(SECRET)})
    assert done.url == "/admin/articles/"
    assert is_in(client)


def test_a_person_is_known_by_the_providers_mark_from_then_on(client, provider, wang):
    come_in(client, provider)
    client.post("/admin/logout/")
    provider.knows("s-1", email="another@office.example", email_verified=True)
    come_in(client, provider)
    assert is_in(client)
    client.post("/admin/logout/")
    provider.knows("s-2", **WANG)  # who was given the address of somebody that left
    come_in(client, provider, "s-2")
    assert not is_in(client)
    assert Identity.objects.get().subject == "s-1"


def test_the_word_of_the_machine_lets_a_person_be_found_anew(client, provider, wang):
    come_in(client, provider)
    client.post("/admin/logout/")
    provider.knows("s-2", **WANG)
    call_command("let_in", "wang", "--keep-password")
    come_in(client, provider, "s-2")
    assert is_in(client)
    assert Identity.objects.get().subject == "s-2"


def test_a_site_can_go_by_names_instead_of_addresses(client, provider, wang, settings):
    switch(settings, provider, OIDC_MATCH="preferred_username")
    provider.knows("s-3", preferred_username="wang")
    come_in(client, provider, "s-3")
    assert is_in(client)


# Not getting in ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "claims",
    [
        {"email": "nobody@office.example", "email_verified": True},
        {"email": "wang@office.example", "email_verified": False},
        {"email": "wang@office.example"},
        {"email": "", "email_verified": True},
        {"email": ["wang@office.example"], "email_verified": True},
        {"preferred_username": "wang"},
    ],
)
def test_whom_no_account_is_clearly_meant_for_stays_outside_and_none_is_made(
    client, provider, wang, claims
):
    provider.knows("s-9", **claims)
    answer = come_in(client, provider, "s-9")
    assert answer.url.startswith("/admin/login/")
    assert "本站没有与您的身份对应的账号" in said(client)
    assert not is_in(client)
    assert not Identity.objects.exists()
    assert get_user_model().objects.count() == 1
    assert Entry.objects.filter(act="account.identity_refused", note__endswith="s-9").count() == 1


def test_an_address_of_two_accounts_names_neither(client, provider, wang):
    twin = editors.user(editors.EDITOR, "twin")
    get_user_model().objects.filter(pk=twin.pk).update(email="WANG@office.example")
    come_in(client, provider)
    assert not is_in(client)


def test_an_account_that_was_switched_off_stays_so(client, provider, wang):
    come_in(client, provider)
    client.post("/admin/logout/")
    get_user_model().objects.update(is_active=False)
    come_in(client, provider)
    assert not is_in(client)
    assert "没有与您的身份对应的账号" in said(client)


def test_an_answer_to_no_question_of_this_browser_is_refused(client, provider, wang):
    sent = client.get(START)
    back = provider.vouch(sent.url, "s-1")
    stranger = type(client)()
    stranger.get(back)
    assert "不是从这里开始的" in said(stranger)
    assert not is_in(stranger)
    client.get(back)
    client.post("/admin/logout/")
    client.get(back)  # once more
    assert not is_in(client)


def test_who_goes_back_is_told_so(client, provider, wang):
    client.get(provider.deny(client.get(START).url))
    assert "没有完成身份认证" in said(client)


def fall_over(response):
    return flask.Response("x", 500)


def talk_nonsense(response):
    return flask.Response("<html>", 200, mimetype="application/json")


def sign_with_another_key(response):
    """Answer as somebody in between would, who has keys of their own."""
    if flask.request.path != "/jwks":
        return response
    known = response.get_json()["keys"][0]
    forged = RSAKey.generate_key(2048, {"kid": known.get("kid", "1")}).as_dict(private=False)
    return flask.jsonify(KeySet.import_key_set({"keys": [forged]}).as_dict(private=False))


def leave_out_the_token(response):
    if flask.request.path != "/oauth2/token":
        return response
    told = response.get_json()
    del told["id_token"]
    return flask.jsonify(told)


@pytest.mark.parametrize(
    "wrong", [fall_over, talk_nonsense, sign_with_another_key, leave_out_the_token]
)
def test_a_provider_that_fails_lets_nobody_in_and_is_named(client, provider, wang, caplog, wrong):
    back = provider.vouch(client.get(START).url, "s-1")
    provider.answer_with = wrong
    single_sign_on._client.cache_clear()  # as after a start of the server
    assert client.get(back).url.startswith("/admin/login/")
    assert "“盟统一认证”现在没有给出有效的答复" in said(client)
    assert not is_in(client)
    assert "统一身份认证没有给出可用的答复" in caplog.text
    single_sign_on._client.cache_clear()
    if wrong is fall_over:
        client.get(START)
        assert "现在没有给出有效的答复" in said(client)


def test_a_provider_that_is_away_is_named(client, provider, settings):
    switch(settings, provider, OIDC_ISSUER="http://localhost:9")
    assert (
        client.get(f"{START}?next=/admin/articles/").url
        == "/admin/login/?next=%2Fadmin%2Farticles%2F"
    )
    assert "现在没有给出有效的答复" in said(client)


def test_a_provider_that_names_itself_otherwise_is_not_believed(client, provider, settings):
    switch(settings, provider, OIDC_ISSUER=provider.issuer.replace("localhost", "127.0.0.1"))
    provider.answer_with = lambda response: flask.Response(
        response.get_data().replace(b"127.0.0.1", b"localhost"), mimetype="application/json"
    )
    client.get(START)
    assert "现在没有给出有效的答复" in said(client)


def test_without_a_provider_there_is_no_such_address(client, settings):
    settings.OIDC = None
    assert client.get(START).status_code == client.get(BACK).status_code == 404
    assert "by-provider" not in said(client)


# Accounts that are made ------------------------------------------------------------------------


def test_where_it_is_switched_on_an_account_without_any_role_is_made(client, provider, settings):
    switch(settings, provider, OIDC_CREATES="1")
    provider.knows("s-5", preferred_username="new", family_name="李", given_name="四", **WANG)
    come_in(client, provider, "s-5")
    assert "您的账号（new）还没有后台的角色" in said(client)
    person = get_user_model().objects.get()
    assert (person.get_full_name(), person.email) == ("李四", "Wang@office.example")
    assert not person.has_usable_password()
    person.groups.add(editors.user(editors.EDITOR, "li").groups.get())
    come_in(client, provider, "s-5")
    assert is_in(client)


@pytest.mark.parametrize("name", ["wang", "WANG", "a b", "x" * 151, "<script>"])
def test_an_account_with_a_taken_or_impossible_name_is_not_made(
    client, provider, wang, settings, name
):
    switch(settings, provider, OIDC_CREATES="1")
    provider.knows("s-6", preferred_username=name)
    come_in(client, provider, "s-6")
    assert not is_in(client)
    assert get_user_model().objects.count() == 1


# The password beside it -------------------------------------------------------------------------


def give_password(client, name):
    return client.post("/admin/login/", {"username": name, "password": editors.PASSWORD})


def test_the_password_stays_a_way_in(client, provider, wang):
    give_password(client, "wang")
    assert is_in(client)


def test_where_the_provider_is_the_only_way_superusers_keep_their_password(
    client, provider, wang, settings
):
    switch(settings, provider, OIDC_ONLY="1")
    assert "除系统管理员外，请用“盟统一认证”登录" in give_password(client, "wang").content.decode()
    assert not is_in(client)
    get_user_model().objects.create_superuser("admin", password=editors.PASSWORD)
    assert give_password(client, "admin").url == "/admin/login/second-step/"


def test_who_was_away_is_vouched_for_in_another_window_and_loses_nothing(
    client, provider, wang, settings
):
    switch(settings, provider, OIDC_ONLY="1")
    come_in(client, provider)
    session = client.session
    session["seen"] = 0
    session.save()
    typed = {"name": "要闻", "note": "写了很多"}
    asked = client.post("/admin/account/", typed)
    page = asked.content.decode()
    assert asked.status_code == 403
    assert f"{START}?anew=1" in page
    assert 'type="password"' not in page
    early = client.post("/admin/account/", typed | {"password-again": ""})
    assert "还没有认证" in early.content.decode()
    assert "写了很多" in early.content.decode()
    confirmed = come_in(client, provider, query="?anew=1")
    assert "回到刚才的窗口点“继续”" in confirmed.content.decode()
    look = client.post("/admin/account/?x=1", {"password-again": "", "look": "1"})
    assert look.url == "/admin/account/?x=1"
    assert client.post("/admin/account/", typed | {"password-again": ""}).status_code != 403


def test_somebody_else_cannot_vouch_for_who_was_away(client, provider, wang):
    come_in(client, provider)
    other = editors.user(editors.EDITOR, "li")
    get_user_model().objects.filter(pk=other.pk).update(email="li@office.example")
    provider.knows("s-7", email="li@office.example", email_verified=True)
    answer = come_in(client, provider, "s-7", "?anew=1")
    assert answer.status_code == 403
    assert "这是另一个人的身份" in answer.content.decode()


def test_who_has_no_password_shows_the_provider_for_a_second_step_of_their_own(
    client, provider, wang, settings
):
    switch(settings, provider, OIDC_ONLY="1")
    come_in(client, provider)
    own = "/admin/account/second-step/"
    assert 'type="password"' not in client.get(own).content.decode()
    assert client.post(own).url.startswith("/admin/login/second-step/set-up/")
    session = client.session
    session["vouched for"] = [wang.pk, 0]
    session.save()
    assert "先用“盟统一认证”认证" in client.get(own).content.decode()
    assert "请先重新认证身份" in client.post(own).content.decode()
    assert come_in(client, provider, query=f"?anew=1&next={own}").url == own
    assert client.post(own).url.startswith("/admin/login/second-step/set-up/")
