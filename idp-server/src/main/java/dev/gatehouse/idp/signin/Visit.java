package dev.gatehouse.idp.signin;

import dev.gatehouse.idp.audit.RequestContext;
import dev.gatehouse.idp.pages.FormTokens;
import dev.gatehouse.idp.pages.Language;
import dev.gatehouse.idp.sessions.LiveSession;
import dev.gatehouse.idp.sessions.SessionAuthentication;
import dev.gatehouse.idp.sessions.SignedInPerson;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** One request to a page: the browser, who it is signed in as, and what it is in the middle of. */
record Visit(
        HttpServletRequest request,
        HttpServletResponse response,
        Optional<SignInInteraction> interaction,
        Optional<SignedInPerson> person) {

    static Visit of(HttpServletRequest request, HttpServletResponse response, Interactions interactions) {
        return new Visit(request, response, interactions.resume(request, response), SessionAuthentication.person());
    }

    /** Whether it names an interaction that is not this browser's, has ended, or never was. */
    boolean interactionIsLost() {
        return request.getParameter(Interactions.PARAMETER) != null && interaction.isEmpty();
    }

    Language language() {
        List<String> wishes = interaction.map(one -> one.demands().uiLocales()).orElseGet(List::of);
        return Language.choose(wishes, request.getHeader("Accept-Language"));
    }

    Optional<LiveSession> session() {
        return person.map(SignedInPerson::live);
    }

    String address() {
        return Objects.requireNonNullElse(RequestContext.current().address(), request.getRemoteAddr());
    }

    /** The page's own address, for its form. */
    String action(String path) {
        return interaction
                .map(one -> path + "?" + Interactions.PARAMETER + "=" + one.id().value())
                .orElse(path);
    }

    /** A field of the form; empty when it is missing. */
    String field(String name) {
        return Objects.requireNonNullElse(request.getParameter(name), "");
    }

    String formToken(FormTokens tokens) {
        return tokens.issue(request, response);
    }

    List<String> formTargets() {
        return interaction
                .map(SignInInteraction::request)
                .map(PendingRequest::formTargets)
                .orElseGet(List::of);
    }
}
