from django.urls import path

from mkv2castui.accounts.api import administration, entrance, providers, tokens

urlpatterns = [
    path("session/", entrance.Session.as_view()),
    path("session/provider/", entrance.GoToProvider.as_view()),
    path("setup/", entrance.SetUpView.as_view()),
    path("invitations/accept/", entrance.AcceptInvitation.as_view()),
    path("tokens/", tokens.Tokens.as_view()),
    path("tokens/<uuid:token_id>/", tokens.OneToken.as_view()),
    path("admin/invitations/", administration.Invitations.as_view()),
    path("admin/invitations/<uuid:invitation_id>/", administration.OneInvitation.as_view()),
    path("admin/people/", administration.People.as_view()),
    path("admin/policy/", administration.PolicyOfAll.as_view()),
    path("admin/providers/", providers.Providers.as_view()),
    path("admin/providers/<slug:provider_id>/", providers.OneProvider.as_view()),
    path("admin/audit/", administration.Audit.as_view()),
]
