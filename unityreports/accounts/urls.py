"""The door of the desk: addresses that stand in front of Wagtail's own, or beside them."""

from django.db import transaction
from django.urls import path

from unityreports.accounts import (
    asks_new_password,
    form_token,
    login_views,
    own_account,
    second_step_views,
    single_sign_on_views,
)

urlpatterns = [
    path("login/", login_views.LogInView.as_view(), name="wagtailadmin_login"),
    path(
        "logout/",
        # A provider may be asked for its way out: nothing waits for that.
        transaction.non_atomic_requests(login_views.LogOutView.as_view()),
        name="wagtailadmin_logout",
    ),
    path("login/provider/", single_sign_on_views.StartView.as_view(), name="single_sign_on"),
    path(
        "login/provider/back/",
        single_sign_on_views.BackView.as_view(),
        name="single_sign_on_back",
    ),
    path("login/second-step/", login_views.SecondStepView.as_view(), name="second_step"),
    path("login/second-step/set-up/", login_views.SetUpView.as_view(), name="second_step_set_up"),
    path("account/form-token/", form_token.form_token, name="form_token"),
    path(
        "account/",
        # As with a wrong code below.
        transaction.non_atomic_requests(own_account.OwnAccountView.as_view()),
        name="wagtailadmin_account",
    ),
    path(
        "account/second-step/",
        # A wrong code stays counted, whoever else asks at the same time.
        transaction.non_atomic_requests(second_step_views.OwnSecondStepView.as_view()),
        name="second_step_own",
    ),
    path(
        "account/new-password/",
        transaction.non_atomic_requests(asks_new_password.NewPasswordView.as_view()),
        name="new_password",
    ),
    path(
        "users/<int:pk>/second-step/",
        second_step_views.ResetView.as_view(),
        name="users_second_step",
    ),
]
