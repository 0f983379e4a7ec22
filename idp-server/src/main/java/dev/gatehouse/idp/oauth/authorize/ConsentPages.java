package dev.gatehouse.idp.oauth.authorize;

import dev.gatehouse.idp.clients.Client;
import dev.gatehouse.idp.pages.FormTokens;
import dev.gatehouse.idp.pages.Language;
import dev.gatehouse.idp.pages.Page;
import dev.gatehouse.idp.pages.Pages;
import dev.gatehouse.idp.pages.ScopeTexts;
import dev.gatehouse.idp.sessions.SessionAuthentication;
import dev.gatehouse.idp.sessions.SignedInPerson;
import dev.gatehouse.idp.signin.Interactions;
import dev.gatehouse.idp.signin.SignInInteraction;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;

/**
 * Asks a person whether a client may have what it asks for, and answers the client.
 *
 * @see <a href="https://openid.net/specs/openid-connect-core-1_0.html#Consent">OpenID Connect Core 1.0 section 3.1.2.4</a>
 */
@Controller
public final class ConsentPages {

    public static final String PATH = "/oauth2/authorize/consent";

    private final AuthorizationEndpoint endpoint;
    private final Interactions interactions;
    private final Pages pages;
    private final FormTokens formTokens;

    public ConsentPages(AuthorizationEndpoint endpoint, Interactions interactions, Pages pages, FormTokens formTokens) {
        this.endpoint = endpoint;
        this.interactions = interactions;
        this.pages = pages;
        this.formTokens = formTokens;
    }

    /** A request that waits for this person's consent. */
    private record Question(SignInInteraction interaction, AuthorizationRequest request, SignedInPerson person) {}

    static String location(SignInInteraction interaction) {
        return PATH + "?" + Interactions.PARAMETER + "=" + interaction.id().value();
    }

    @GetMapping(PATH)
    void show(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Question question = question(request, response);
        if (question != null) {
            pages.write(response, page(question, request, response));
        }
    }

    @PostMapping(PATH)
    void decide(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Question question = question(request, response);
        if (question == null) {
            return;
        }
        // The interaction stays, so that a form that is sent twice comes to the same.
        if ("allow".equals(request.getParameter("answer"))) {
            endpoint.decisions().remember(question.request(), question.person());
            AuthorizationAnswer.redirect(response, question.interaction().resumeLocation());
        } else {
            var refusal = new Refusal("access_denied", "the person said no");
            AuthorizationAnswer.send(
                    response,
                    endpoint.decisions().refused(question.request(), Optional.of(question.person()), refusal));
        }
    }

    /** The question that is open; null when there is none, and the browser has been told where to go. */
    private @Nullable Question question(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Optional<SignInInteraction> interaction = interactions
                .resume(request, response)
                .filter(one ->
                        one.request() != null && one.request().resumePath().equals(AuthorizationEndpoint.PATH));
        if (interaction.isEmpty()) {
            response.sendError(HttpServletResponse.SC_BAD_REQUEST, ResumedInteraction.LOST);
            return null;
        }
        NextStep step = endpoint.decisions().next(interaction.get(), SessionAuthentication.person());
        if (step instanceof NextStep.Consent(AuthorizationRequest asked, SignedInPerson person)) {
            return new Question(interaction.get(), asked, person);
        }
        // Signed out meanwhile, agreed in another tab, or no longer valid: the endpoint knows what to do.
        AuthorizationAnswer.redirect(response, interaction.get().resumeLocation());
        return null;
    }

    private Page page(Question question, HttpServletRequest request, HttpServletResponse response) {
        AuthorizationRequest asked = question.request();
        Client client = asked.client();
        Language language = Language.choose(asked.uiLocales(), request.getHeader("Accept-Language"));
        String redirectUri = asked.replyTo().redirectUri();
        return Page.of("consent", language, language.text("consentTitle", client.name()))
                .with("lead", language.text("consentLead", client.name(), FormTargets.place(redirectUri)))
                .with(
                        "who",
                        language.text("consentWho", question.person().account().displayName()))
                .with("scopes", ScopeTexts.of(language, asked.agreedScopes()))
                .with("narrowed", !asked.resources().isEmpty())
                .with("resources", asked.resources())
                .with("action", location(question.interaction()))
                .with("csrf", formTokens.issue(request, response))
                .formTargets(FormTargets.of(redirectUri));
    }
}
