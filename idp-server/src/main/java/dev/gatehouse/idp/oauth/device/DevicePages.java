package dev.gatehouse.idp.oauth.device;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.gatehouse.idp.clients.Client;
import dev.gatehouse.idp.grants.DeviceAuthorization;
import dev.gatehouse.idp.pages.FormTokens;
import dev.gatehouse.idp.pages.Language;
import dev.gatehouse.idp.pages.Page;
import dev.gatehouse.idp.pages.Pages;
import dev.gatehouse.idp.pages.ScopeTexts;
import dev.gatehouse.idp.sessions.SessionAuthentication;
import dev.gatehouse.idp.sessions.SignedInPerson;
import dev.gatehouse.idp.signin.Demands;
import dev.gatehouse.idp.signin.Interactions;
import dev.gatehouse.idp.signin.PendingRequest;
import dev.gatehouse.idp.signin.SignInInteraction;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;

/**
 * Where a person types the code that their device shows, sees who asks for what, and decides.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8628#section-3.3">RFC 8628 section 3.3</a>
 */
@Controller
public final class DevicePages {

    public static final String PATH = "/oauth2/device_verification";
    private static final String USER_CODE = "user_code";

    private final DeviceDecisions devices;
    private final Interactions interactions;
    private final Pages pages;
    private final FormTokens formTokens;
    private final UserCodeGuesses guesses = new UserCodeGuesses(Ticker.systemTicker());

    public DevicePages(DeviceDecisions devices, Interactions interactions, Pages pages, FormTokens formTokens) {
        this.devices = devices;
        this.interactions = interactions;
        this.pages = pages;
        this.formTokens = formTokens;
    }

    /** One visit of a signed-in person. */
    private record Visit(
            HttpServletRequest request, HttpServletResponse response, SignedInPerson person, Language language) {}

    /** With a code in its address (section 3.3.1) the page still asks: a link alone lets no device in. */
    @GetMapping(PATH)
    void show(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Optional<SignedInPerson> person = SessionAuthentication.person();
        if (person.isEmpty()) {
            signIn(request, response);
            return;
        }
        String code = interactions
                .resume(request, response)
                .map(SignInInteraction::request)
                .map(pending -> pending.parameters()
                        .getOrDefault(USER_CODE, List.of(""))
                        .getFirst())
                .orElseGet(() -> userCode(request));
        form(visit(request, response, person.get()), code, "");
    }

    @PostMapping(PATH)
    void submit(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Optional<SignedInPerson> person = SessionAuthentication.person();
        if (person.isEmpty()) {
            signIn(request, response);
            return;
        }
        Visit visit = visit(request, response, person.get());
        String code = userCode(request);
        if (guesses.exhausted(person.get().getName())) {
            form(visit, code, "deviceTooMany");
            return;
        }
        Optional<DeviceDecisions.Waiting> waiting = devices.waiting(code);
        if (waiting.isEmpty()) {
            guesses.countWrong(person.get().getName());
            form(visit, code, "deviceUnknown");
            return;
        }
        switch (Objects.requireNonNullElse(request.getParameter("answer"), "")) {
            case "allow" -> decided(visit, devices.approve(code, waiting.get(), visit.person()), "deviceDone");
            case "deny" -> decided(visit, devices.deny(code, waiting.get(), visit.person()), "deviceDenied");
            default -> question(visit, code, waiting.get());
        }
    }

    private void form(Visit visit, String code, String problem) throws IOException {
        Language language = visit.language();
        pages.write(
                visit.response(),
                Page.of("device-code", language, language.text("deviceTitle"))
                        .status(problem.isEmpty() ? HttpStatus.OK : status(problem))
                        .problem(problem.isEmpty() ? "" : language.text(problem))
                        .with("userCode", code)
                        .with("action", PATH)
                        .with("csrf", formTokens.issue(visit.request(), visit.response())));
    }

    private void question(Visit visit, String code, DeviceDecisions.Waiting waiting) throws IOException {
        Language language = visit.language();
        Client client = waiting.client();
        DeviceAuthorization device = waiting.device();
        pages.write(
                visit.response(),
                Page.of("device-decision", language, language.text("deviceDecisionTitle"))
                        .with("lead", language.text("deviceDecisionLead", client.name(), unbroken(code)))
                        .with(
                                "who",
                                language.text(
                                        "consentWho", visit.person().account().displayName()))
                        .with("scopes", ScopeTexts.of(language, device.scopes()))
                        .with("narrowed", !device.audience().isEmpty())
                        .with("resources", device.audience())
                        .with("userCode", code)
                        .with("action", PATH)
                        .with("csrf", formTokens.issue(visit.request(), visit.response())));
    }

    /** Two halves on two lines are hard to compare. */
    private static String unbroken(String code) {
        return code.replace('-', '\u2011');
    }

    private void decided(Visit visit, boolean stillWaiting, String text) throws IOException {
        if (!stillWaiting) {
            form(visit, "", "deviceUnknown");
            return;
        }
        Language language = visit.language();
        pages.write(
                visit.response(),
                Page.of("message", language, language.text(text))
                        .with("lead", language.text(text + "Lead"))
                        .with("href", "/account/")
                        .with("link", language.text("backToAccount"))
                        .with("requestId", ""));
    }

    private void signIn(HttpServletRequest request, HttpServletResponse response) {
        String code = userCode(request);
        Map<String, List<String>> parameters = code.isEmpty() ? Map.of() : Map.of(USER_CODE, List.of(code));
        String location = interactions.begin(
                request, response, new PendingRequest(PATH, parameters, Demands.none(), null, List.of()));
        response.setStatus(HttpServletResponse.SC_SEE_OTHER);
        response.setHeader("Location", location);
    }

    private static HttpStatus status(String problem) {
        return problem.equals("deviceTooMany") ? HttpStatus.TOO_MANY_REQUESTS : HttpStatus.NOT_FOUND;
    }

    private static Visit visit(HttpServletRequest request, HttpServletResponse response, SignedInPerson person) {
        return new Visit(request, response, person, Language.choose(List.of(), request.getHeader("Accept-Language")));
    }

    private static String userCode(HttpServletRequest request) {
        String code = Objects.requireNonNullElse(request.getParameter(USER_CODE), "");
        return code.length() > 64 ? "" : code;
    }
}
