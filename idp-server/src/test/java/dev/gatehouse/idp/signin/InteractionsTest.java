package dev.gatehouse.idp.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.idp.accounts.Account;
import dev.gatehouse.idp.pages.BrowserCookie;
import dev.gatehouse.idp.secrets.TestKeys;
import dev.gatehouse.idp.sessions.Session;
import dev.gatehouse.idp.sessions.SignInMethod;
import dev.gatehouse.idp.sessions.TestSessions;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class InteractionsTest {

    private static final PendingRequest REQUEST = new PendingRequest(
            "/oauth2/authorize",
            Map.of("client_id", List.of("webapp"), "resource", List.of("a", "b"), "state", List.of("\"><script>")),
            new Demands(true, Duration.ofSeconds(60), "alice", List.of("de", "en")),
            "The console",
            List.of("https://client.example"));

    @TempDir
    private Path folder;

    private TestSessions test;
    private Interactions interactions;

    private final TestBrowser browser = new TestBrowser();
    private final TestBrowser other = new TestBrowser();

    @BeforeEach
    void open() {
        test = new TestSessions(folder);
        interactions = new Interactions(
                test.store, new BrowserCookie(test.hash, TestKeys.random()), test.clock, TestKeys.random());
    }

    @AfterEach
    void close() {
        test.close();
    }

    private String begin(TestBrowser in) {
        MockHttpServletResponse response = new MockHttpServletResponse();
        String location = interactions.begin(in.get("/oauth2/authorize?client_id=webapp"), response, REQUEST);
        in.receive(response);
        return location;
    }

    private Optional<SignInInteraction> resume(TestBrowser in, String location) {
        MockHttpServletResponse response = new MockHttpServletResponse();
        Optional<SignInInteraction> found = interactions.resume(in.get(location), response);
        in.receive(response);
        return found;
    }

    @Nested
    class Resuming {

        @Test
        void resumesWhenSameBrowserThenRequestAsItWas() {
            String location = begin(browser);
            assertThat(location).matches("/login\\?interaction=[A-Za-z0-9_-]{32}");
            assertThat(resume(browser, location))
                    .get()
                    .extracting(SignInInteraction::request)
                    .isEqualTo(REQUEST);
            assertThat(resume(browser, location)).isPresent();
        }

        @Test
        void resumesWhenSeveralTabsThenEachItsOwn() {
            String first = begin(browser);
            String second = begin(browser);
            assertThat(first).isNotEqualTo(second);
            assertThat(resume(browser, first)).isPresent();
            assertThat(resume(browser, second)).isPresent();
        }

        @Test
        void refusesWhenAnotherBrowserThenUnknown() {
            String location = begin(browser);
            assertThat(resume(other, location)).isEmpty();
            begin(other);
            assertThat(resume(other, location)).isEmpty();
        }

        @Test
        void refusesWhenEndedOrExpiredThenUnknown() {
            String ended = begin(browser);
            interactions.end(resume(browser, ended).orElseThrow().id());
            assertThat(resume(browser, ended)).isEmpty();
            String expired = begin(browser);
            test.clock.advance(Duration.ofMinutes(60));
            assertThat(resume(browser, expired)).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "x", "../../etc/passwd", "' OR 1=1 --", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "\0"})
        void refusesWhenNameIsNonsenseThenUnknown(String name) {
            MockHttpServletRequest request = browser.get("/login");
            request.setParameter("interaction", name);
            assertThat(interactions.resume(request, new MockHttpServletResponse()))
                    .isEmpty();
        }
    }

    /** A POST from the client's page carries no cookie of ours (SameSite=Lax), and must not disturb other tabs. */
    @Nested
    class CrossSitePost {

        private String beginByPost() {
            MockHttpServletResponse response = new MockHttpServletResponse();
            String location = interactions.begin(TestBrowser.crossSitePost("/oauth2/authorize"), response, REQUEST);
            assertThat(response.getCookies()).isEmpty();
            return location;
        }

        @Test
        void resumesWhenBrowserShowsItselfThenItsOwnFromThenOn() {
            String location = beginByPost();
            assertThat(resume(browser, location)).isPresent();
            assertThat(resume(browser, location)).isPresent();
            assertThat(resume(other, location)).isEmpty();
        }

        @Test
        void keepsWhenBrowserHasACookieThenOtherTabsGoOn() {
            String tab = begin(browser);
            Map<String, String> before = Map.copyOf(browser.cookies());
            resume(browser, beginByPost());
            assertThat(browser.cookies()).isEqualTo(before);
            assertThat(resume(browser, tab)).isPresent();
        }

        @Test
        void bindsWhenRacedThenExactlyOneBrowser() throws Exception {
            String location = beginByPost();
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                Callable<Boolean> attempt =
                        () -> resume(new TestBrowser(), location).isPresent();
                assertThat(threads
                                .invokeAll(IntStream.range(0, 64)
                                        .mapToObj(i -> attempt)
                                        .toList())
                                .stream()
                                .filter(result -> result.resultNow())
                                .count())
                        .isEqualTo(1);
            }
        }
    }

    @Nested
    class Demanding {

        private Session session;

        private boolean satisfied(Demands demands, Instant requestedAt) {
            return demands.satisfiedBy(session, requestedAt, test.clock.instant());
        }

        @BeforeEach
        void signIn() {
            Account alice = test.people.person("alice");
            session = test.sessions
                    .begin(alice, SignInMethod.PASSWORD, Optional.empty())
                    .session()
                    .session();
        }

        @Test
        void acceptsWhenNothingIsDemandedThenAnySession() {
            test.clock.advance(Duration.ofHours(5));
            assertThat(satisfied(Demands.none(), test.clock.instant())).isTrue();
        }

        @Test
        void refusesWhenSignInIsDemandedThenOlderSessionsDoNot() {
            Demands again = new Demands(true, null, null, List.of());
            assertThat(satisfied(again, session.authTime().plusMillis(1))).isFalse();
            assertThat(satisfied(again, session.authTime())).isTrue();
        }

        @Test
        void refusesWhenMaxAgeIsPassedThenOlderSessionsDoNot() {
            Demands recent = new Demands(false, Duration.ofSeconds(60), null, List.of());
            Instant later = session.authTime().plusSeconds(60);
            test.clock.advance(Duration.ofSeconds(60));
            assertThat(satisfied(recent, later)).isTrue();
            test.clock.advance(Duration.ofMillis(1));
            assertThat(satisfied(recent, later)).isFalse();
        }

        @Test
        void acceptsWhenMaxAgeIsZeroThenOnlyASignInAfterTheRequest() {
            Demands now = new Demands(false, Duration.ZERO, null, List.of());
            test.clock.advance(Duration.ofSeconds(1));
            assertThat(satisfied(now, test.clock.instant())).isFalse();
            assertThat(satisfied(now, session.authTime())).isTrue();
        }
    }

    @Nested
    class Pending {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "https://evil.example/",
                    "//evil.example",
                    "/\\evil.example",
                    "/a?b",
                    "/a#b",
                    "",
                    "a",
                    "/a//b",
                    "/..;/x",
                    "/a\r\nSet-Cookie: x"
                })
        void refusesWhenResumePathIsNotOursThenException(String path) {
            assertThatThrownBy(() -> PendingRequest.page(path)).isInstanceOf(IllegalArgumentException.class);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"*", "'unsafe-inline'", "https://a.example; script-src *", "https://a.example b", "x", ""})
        void refusesWhenFormTargetIsNotASourceThenException(String target) {
            assertThatThrownBy(() -> new PendingRequest("/a", Map.of(), Demands.none(), null, List.of(target)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
