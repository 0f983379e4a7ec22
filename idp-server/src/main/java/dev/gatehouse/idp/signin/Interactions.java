package dev.gatehouse.idp.signin;

import dev.gatehouse.idp.pages.BrowserCookie;
import dev.gatehouse.idp.storage.ChangeId;
import dev.gatehouse.idp.storage.DocumentStore;
import dev.gatehouse.idp.storage.Documents;
import dev.gatehouse.idp.storage.Stored;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps requests that wait for a person to sign in, and gives them back afterwards.
 *
 * <p>The way of a request: its endpoint calls {@link #begin} and redirects (303) to what it returns; the person signs
 * in; the browser comes to the request's resume path with {@code ?interaction=}, where the endpoint calls {@link
 * #resume} and finds its parameters again. It asks {@link SignInInteraction#satisfiedBy} and MUST redirect to {@link
 * #signInLocation} again when the session does not do. When it has answered for good it calls {@link #end}.
 *
 * <p>An interaction belongs to the browser in which it began; elsewhere it is unknown. Where to go is decided when it
 * begins and never read from a URL, so that nobody can send a person who signs in somewhere else.
 */
public final class Interactions {

    public static final String PARAMETER = "interaction";

    private static final Duration LIFETIME = Duration.ofMinutes(60);

    private final Documents<SignInInteraction> documents;
    private final BrowserCookie browsers;
    private final Clock clock;
    private final SecureRandom random;

    public Interactions(DocumentStore store, BrowserCookie browsers, Clock clock, SecureRandom random) {
        this.documents = store.open(SignInInteraction.TYPE);
        this.browsers = browsers;
        this.clock = clock;
        this.random = random;
    }

    /** Keeps a request, and says where the browser goes to sign in. */
    public String begin(HttpServletRequest request, HttpServletResponse response, PendingRequest pending) {
        return signInLocation(hold(request, response, pending));
    }

    /** Keeps a request that may go on without a sign-in, at its {@link SignInInteraction#resumeLocation}. */
    public SignInInteraction hold(HttpServletRequest request, HttpServletResponse response, PendingRequest pending) {
        return insert(browser(request, response), pending);
    }

    /** Where the browser goes to sign in for an interaction that there is already. */
    public String signInLocation(SignInInteraction interaction) {
        return AccountPaths.LOGIN + "?" + PARAMETER + "=" + interaction.id().value();
    }

    /** The interaction that a request names, if it is this browser's and has not ended. */
    public Optional<SignInInteraction> resume(HttpServletRequest request, HttpServletResponse response) {
        String named = request.getParameter(PARAMETER);
        if (named == null) {
            return Optional.empty();
        }
        return InteractionId.parse(named)
                .flatMap(id -> documents.get(id.value()))
                .flatMap(stored -> owned(stored, request, response));
    }

    /** Ends an interaction: its request is answered. */
    public void end(InteractionId id) {
        documents.delete(id.value());
    }

    /** An interaction for a person who came by themselves. */
    SignInInteraction beginWithoutRequest(HttpServletRequest request, HttpServletResponse response) {
        return insert(browsers.hash(browsers.ensure(request, response)), null);
    }

    /** Notes that a person has shown their password and has to choose another one. */
    void prove(SignInInteraction interaction, SignInResult.MustChangePassword shown) {
        replace(interaction.provenBy(Proof.of(shown, now())));
    }

    /** Takes the note away; of any number of callers exactly one gets it. */
    boolean takeProof(SignInInteraction interaction) {
        return interaction.proof() != null && replace(interaction.unproven());
    }

    private boolean replace(SignInInteraction after) {
        Optional<Stored<SignInInteraction>> stored = documents.get(after.id().value());
        return stored.isPresent()
                && documents
                        .replaceIf(after.id().value(), stored.get().version(), after, ChangeId.unannounced())
                        .written();
    }

    private SignInInteraction insert(@Nullable String browser, @Nullable PendingRequest pending) {
        Instant now = now();
        InteractionId id = InteractionId.next(random);
        SignInInteraction interaction = new SignInInteraction(id, browser, pending, null, now, now.plus(LIFETIME));
        if (!documents.insert(id.value(), interaction, ChangeId.unannounced()).written()) {
            throw new IllegalStateException("a random id was taken");
        }
        return interaction;
    }

    /**
     * Whose interaction it becomes. A POST from another site comes without our cookies (SameSite=Lax); a new one would
     * replace the browser's and break the forms in its other tabs, so the browser is known from its next GET on.
     */
    private @Nullable String browser(HttpServletRequest request, HttpServletResponse response) {
        Optional<String> value = request.getMethod().equals("POST")
                ? browsers.read(request)
                : Optional.of(browsers.ensure(request, response));
        return value.map(browsers::hash).orElse(null);
    }

    private Optional<SignInInteraction> owned(
            Stored<SignInInteraction> stored, HttpServletRequest request, HttpServletResponse response) {
        SignInInteraction interaction = stored.value();
        if (interaction.browser() == null) {
            SignInInteraction bound = interaction.boundTo(browsers.hash(browsers.ensure(request, response)));
            boolean first = documents
                    .replaceIf(stored.id(), stored.version(), bound, ChangeId.unannounced())
                    .written();
            return first ? Optional.of(bound) : documents.get(stored.id()).flatMap(again -> owned(again, request));
        }
        return owned(stored, request);
    }

    private Optional<SignInInteraction> owned(Stored<SignInInteraction> stored, HttpServletRequest request) {
        return browsers.read(request)
                .map(browsers::hash)
                .filter(browser -> browser.equals(stored.value().browser()))
                .map(browser -> stored.value());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
