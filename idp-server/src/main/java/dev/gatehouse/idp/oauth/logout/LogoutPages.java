package dev.gatehouse.idp.oauth.logout;

import dev.gatehouse.idp.clients.Client;
import dev.gatehouse.idp.clients.Clients;
import dev.gatehouse.idp.oauth.authorize.FormTargets;
import dev.gatehouse.idp.pages.FormTokens;
import dev.gatehouse.idp.pages.Language;
import dev.gatehouse.idp.pages.Page;
import dev.gatehouse.idp.pages.Pages;
import dev.gatehouse.idp.sessions.EndReason;
import dev.gatehouse.idp.sessions.SessionAuthentication;
import dev.gatehouse.idp.sessions.SignedInPerson;
import dev.gatehouse.idp.signin.Demands;
import dev.gatehouse.idp.signin.Interactions;
import dev.gatehouse.idp.signin.PendingRequest;
import dev.gatehouse.idp.signin.SignInInteraction;
import dev.gatehouse.idp.signin.SignOut;
import dev.gatehouse.idp.tokens.IdTokenHints;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;

/**
 * The logout endpoint: signs out whom the client's hint names, asks everybody else, and takes the browser back to the
 * client or says that it is done.
 *
 * @see <a href="https://openid.net/specs/openid-connect-rpinitiated-1_0.html#RPLogout">OpenID Connect RP-Initiated Logout
 *     1.0 section 2</a>
 */
@Controller
public final class LogoutPages {

    public static final String PATH = "/connect/logout";
    public static final String CONFIRM_PATH = "/connect/logout/confirm";

    private static final String LOST = "This question is over. Go back to the application and sign out again.";

    private final IdTokenHints hints;
    private final Clients clients;
    private final SignOut signOut;
    private final Interactions interactions;
    private final Pages pages;
    private final FormTokens formTokens;

    public LogoutPages(
            IdTokenHints hints,
            Clients clients,
            SignOut signOut,
            Interactions interactions,
            Pages pages,
            FormTokens formTokens) {
        this.hints = hints;
        this.clients = clients;
        this.signOut = signOut;
        this.interactions = interactions;
        this.pages = pages;
        this.formTokens = formTokens;
    }

    @GetMapping(PATH)
    void get(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Optional<SignInInteraction> interaction =
                interactions.resume(request, response).filter(LogoutPages::isOurs);
        logout(request, response, interaction);
    }

    @PostMapping(PATH)
    void post(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (SessionAuthentication.person().isEmpty()) {
            // A form of another site comes without our cookies: the browser comes again by itself, with them.
            redirect(response, hold(request, response, parameters(request)).resumeLocation());
            return;
        }
        logout(request, response, Optional.empty());
    }

    @PostMapping(CONFIRM_PATH)
    void confirm(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Optional<SignInInteraction> interaction =
                interactions.resume(request, response).filter(LogoutPages::isOurs);
        if (interaction.isEmpty()) {
            response.sendError(HttpServletResponse.SC_BAD_REQUEST, LOST);
            return;
        }
        switch (LogoutRequest.read(kept(interaction.get()), hints, clients)) {
            case LogoutRequest.Reading.Refused(String sentence) ->
                response.sendError(HttpServletResponse.SC_BAD_REQUEST, sentence);
            case LogoutRequest.Reading.Valid(LogoutRequest asked) -> {
                if ("sign-out".equals(request.getParameter("answer"))) {
                    SessionAuthentication.person().ifPresent(person -> end(person, response));
                    done(request, response, asked);
                } else {
                    pages.write(response, message(language(request, asked), "stayedSignedIn"));
                }
            }
        }
    }

    private void logout(
            HttpServletRequest request, HttpServletResponse response, Optional<SignInInteraction> interaction)
            throws IOException {
        Map<String, List<String>> parameters =
                interaction.map(LogoutPages::kept).orElseGet(() -> parameters(request));
        switch (LogoutRequest.read(parameters, hints, clients)) {
            case LogoutRequest.Reading.Refused(String sentence) ->
                response.sendError(HttpServletResponse.SC_BAD_REQUEST, sentence);
            case LogoutRequest.Reading.Valid(LogoutRequest asked) -> {
                Optional<SignedInPerson> person = SessionAuthentication.person();
                if (person.isPresent() && !asked.means(person.get())) {
                    SignInInteraction open = interaction.orElseGet(() -> hold(request, response, parameters));
                    pages.write(response, question(request, response, asked, person.get(), open));
                } else {
                    person.ifPresent(one -> end(one, response));
                    done(request, response, asked);
                }
            }
        }
    }

    private void end(SignedInPerson person, HttpServletResponse response) {
        signOut.end(person, response, EndReason.SIGNED_OUT);
    }

    private void done(HttpServletRequest request, HttpServletResponse response, LogoutRequest asked)
            throws IOException {
        String uri = asked.postLogoutRedirectUri();
        if (uri == null) {
            pages.write(response, message(language(request, asked), "signedOut"));
            return;
        }
        String separator = uri.indexOf('?') < 0 ? "?" : "&";
        String state = asked.state() == null
                ? ""
                : separator + "state="
                        + URLEncoder.encode(asked.state(), StandardCharsets.UTF_8)
                                .replace("+", "%20");
        redirect(response, uri + state);
    }

    private Page question(
            HttpServletRequest request,
            HttpServletResponse response,
            LogoutRequest asked,
            SignedInPerson person,
            SignInInteraction open) {
        Language language = language(request, asked);
        String name = person.account().displayName();
        String lead = asked.client()
                .map(Client::name)
                .map(client -> language.text("endSessionLeadNamed", name, client))
                .orElseGet(() -> language.text("endSessionLead", name));
        Page page = Page.of("end-session", language, language.text("endSessionTitle"))
                .with("lead", lead)
                .with(
                        "action",
                        CONFIRM_PATH + "?" + Interactions.PARAMETER + "="
                                + open.id().value())
                .with("csrf", formTokens.issue(request, response));
        return asked.postLogoutRedirectUri() == null
                ? page
                : page.formTargets(FormTargets.of(asked.postLogoutRedirectUri()));
    }

    private static Page message(Language language, String text) {
        return Page.of("message", language, language.text(text))
                .with("lead", language.text(text + "Lead"))
                .with("href", "/account/")
                .with("link", language.text(text.equals("signedOut") ? "signInAgain" : "backToAccount"))
                .with("requestId", "");
    }

    private SignInInteraction hold(
            HttpServletRequest request, HttpServletResponse response, Map<String, List<String>> parameters) {
        return interactions.hold(
                request, response, new PendingRequest(PATH, parameters, Demands.none(), null, List.of()));
    }

    private static boolean isOurs(SignInInteraction interaction) {
        return interaction.request() != null
                && interaction.request().resumePath().equals(PATH);
    }

    private static Map<String, List<String>> kept(SignInInteraction interaction) {
        return interaction.request() == null ? Map.of() : interaction.request().parameters();
    }

    private static Map<String, List<String>> parameters(HttpServletRequest request) {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        request.getParameterMap().forEach((name, values) -> parameters.put(name, List.of(values)));
        return parameters;
    }

    private static Language language(HttpServletRequest request, LogoutRequest asked) {
        return Language.choose(asked.uiLocales(), request.getHeader("Accept-Language"));
    }

    private static void redirect(HttpServletResponse response, String location) {
        response.setStatus(HttpServletResponse.SC_SEE_OTHER);
        response.setHeader("Location", location);
    }
}
