package dev.gatehouse.idp.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.idp.audit.AuditUnavailable;
import dev.gatehouse.idp.audit.OutcomeUnrecorded;
import dev.gatehouse.idp.audit.RequestContext;
import dev.gatehouse.idp.edge.AllowedOrigins;
import dev.gatehouse.idp.edge.ProblemDetails;
import dev.gatehouse.idp.edge.ReadinessCheck;
import dev.gatehouse.idp.storage.StorageUnavailable;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpStatus;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The edge in front of a servlet that does what its path says, over real connections. */
class EdgeTest {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final AtomicReference<@Nullable String> STORE_TROUBLE = new AtomicReference<>();
    private static ConfigurableApplicationContext server;
    private static int port;

    @Import({
        SettingsConfiguration.class,
        ServerConfiguration.class,
        EdgeConfiguration.class,
        ManagementConfiguration.class
    })
    @ImportAutoConfiguration(TomcatServletWebServerAutoConfiguration.class)
    static class EdgeAlone {

        @Bean
        ServletRegistrationBean<Endpoint> endpoint() {
            return new ServletRegistrationBean<>(new Endpoint(), "/*");
        }

        @Bean
        AllowedOrigins registered() {
            return "https://registered.example"::equals;
        }

        @Bean
        ReadinessCheck store() {
            return new ReadinessCheck() {
                @Override
                public String name() {
                    return "store";
                }

                @Override
                public Optional<String> trouble() {
                    return Optional.ofNullable(STORE_TROUBLE.get());
                }
            };
        }
    }

    static class Endpoint extends HttpServlet {
        private static final long serialVersionUID = 1;

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
            if ("missing".equals(request.getQueryString())) {
                response.sendError(404);
                return;
            }
            String path = request.getRequestURI();
            switch (path.substring(path.lastIndexOf('/') + 1)) {
                case "audit-unavailable" -> throw new AuditUnavailable("no room", null);
                case "audit-disk-full" -> throw AuditUnavailable.diskFull("no room");
                case "outcome-unrecorded" -> throw new OutcomeUnrecorded("no room", null);
                case "storage-unavailable" -> throw new StorageUnavailable("no disk", new IOException(), false);
                case "bug" -> throw new IllegalStateException("the secret is hunter2");
                case "missing" -> response.sendError(404);
                case "problem" -> ProblemDetails.write(response, HttpStatus.CONFLICT, "name-taken", "It is taken.");
                case "count" ->
                    response.getWriter().print(request.getInputStream().readAllBytes().length);
                case "parameter" ->
                    response.getWriter().print(request.getParameter("a").length());
                case "url" -> response.getWriter().print(request.getRequestURL() + " " + request.isSecure());
                default -> response.getWriter().print(RequestContext.current());
            }
        }
    }

    @BeforeAll
    static void start() {
        var application = new SpringApplication(EdgeAlone.class);
        server = application.run(
                "--gatehouse.port=0",
                "--gatehouse.management.port=0",
                "--gatehouse.issuer=https://id.example",
                "--gatehouse.trusted-proxies=127.0.0.0/8",
                "--gatehouse.cors-allowed-origins=https://app.example");
        port = server.getBean(Settings.class).server().port();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }

    private static String header(HttpResponse<?> response, String name) {
        return String.join("|", response.headers().allValues(name));
    }

    private static JsonNode json(HttpResponse<String> response) {
        return JsonMapper.shared().readTree(response.body());
    }

    @Nested
    class RequestIds {

        @Test
        void answersWhenCallerNamesTheRequestThenTheSameName() throws Exception {
            var response = send(to("/context").header("X-Request-ID", "order-4711~!"));

            assertThat(header(response, "X-Request-ID")).isEqualTo("order-4711~!");
            assertThat(response.body()).contains("requestId=order-4711~!");
        }

        @ParameterizedTest
        @ValueSource(strings = {"with space", ""})
        void answersWhenNameIsUnusableThenOneOfOurs(String name) throws Exception {
            var response = send(to("/context").header("X-Request-ID", name));

            assertThat(header(response, "X-Request-ID")).matches("[0-9a-f]{32}");
        }

        @Test
        void answersWhenNameIsTooLongThenOneOfOurs() throws Exception {
            String longest = "x".repeat(128);
            assertThat(header(send(to("/context").header("X-Request-ID", longest)), "X-Request-ID"))
                    .isEqualTo(longest);
            assertThat(header(send(to("/context").header("X-Request-ID", longest + "x")), "X-Request-ID"))
                    .matches("[0-9a-f]{32}");
        }

        @ParameterizedTest
        @ValueSource(strings = {"/", "/missing", "/bug", "/api/v1/problem", "/oauth2/audit-unavailable"})
        void answersWhenAnythingHappensThenTheRequestIsNamed(String path) throws Exception {
            assertThat(header(send(to(path).header("X-Request-ID", "r1")), "X-Request-ID"))
                    .isEqualTo("r1");
        }
    }

    @Nested
    class Context {

        @Test
        void bindsWhenAProxyForwardsThenAddressAgentAndTrace() throws Exception {
            var response = send(to("/context")
                    .header("X-Forwarded-For", "198.51.100.1")
                    .header("User-Agent", "probe/1")
                    .header("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"));

            assertThat(response.body())
                    .contains("address=198.51.100.1", "userAgent=probe/1", "traceId=4bf92f3577b34da6a3ce929d0e0e4736");
        }

        @Test
        void namesWhenIssuerIsBehindAProxyThenRequestsAreToTheIssuer() throws Exception {
            assertThat(send(to("/url")).body()).isEqualTo("https://id.example/url true");
        }
    }

    @Nested
    class Headers {

        @Test
        void answersWhenAnyEndpointThenTheSecurityHeaders() throws Exception {
            var response = send(to("/context"));

            assertThat(header(response, "Strict-Transport-Security"))
                    .isEqualTo("max-age=31536000; includeSubDomains; preload");
            assertThat(header(response, "X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(header(response, "Referrer-Policy")).isEqualTo("same-origin");
            assertThat(header(response, "Content-Security-Policy"))
                    .contains("default-src 'none'", "frame-ancestors 'none'");
            assertThat(header(response, "Cache-Control")).isEqualTo("no-store");
        }

        @ParameterizedTest
        @ValueSource(strings = {"/oauth2/jwks", "/.well-known/openid-configuration"})
        void answersWhenMetadataThenItMayBeHeldForFiveMinutes(String path) throws Exception {
            assertThat(header(send(to(path)), "Cache-Control")).isEqualTo("public, max-age=300");
        }

        @Test
        void answersWhenMetadataFailsThenNobodyHoldsTheFailure() throws Exception {
            assertThat(header(send(to("/.well-known/missing")), "Cache-Control"))
                    .isEqualTo("no-store");
        }

        @Test
        void answersWhenRootThenTheAccountPages() throws Exception {
            var response = send(to("/"));

            assertThat(response.statusCode()).isEqualTo(302);
            assertThat(header(response, "Location")).isEqualTo("/account/");
        }
    }

    @Nested
    class Errors {

        @ParameterizedTest
        @CsvSource({
            "audit-unavailable,503,audit-unavailable",
            "audit-disk-full,503,audit-disk-full",
            "outcome-unrecorded,503,OUTCOME_UNRECORDED",
            "storage-unavailable,503,storage-unavailable",
            "bug,500,internal-error",
            "missing,404,not-found",
            "problem,409,name-taken"
        })
        void answersWhenApiFailsThenAProblem(String what, int status, String code) throws Exception {
            var response =
                    send(to("/api/v1/" + what).header("X-Request-ID", "r1").header("Accept", "text/html,*/*"));

            assertThat(response.statusCode()).isEqualTo(status);
            assertThat(header(response, "Content-Type")).isEqualTo("application/problem+json");
            JsonNode problem = json(response);
            assertThat(problem.propertyNames())
                    .containsExactlyInAnyOrder("type", "title", "status", "detail", "code", "requestId");
            assertThat(problem.get("code").asString()).isEqualTo(code);
            assertThat(problem.get("type").asString()).isEqualTo("urn:gatehouse:problem:" + code);
            assertThat(problem.get("status").asInt()).isEqualTo(status);
            assertThat(problem.get("requestId").asString()).isEqualTo("r1");
            assertThat(header(response, "Retry-After")).isEqualTo(status == 503 ? "1" : "");
        }

        @Test
        void answersWhenOauthEndpointCannotRecordThenTemporarilyUnavailable() throws Exception {
            var response = send(to("/oauth2/audit-unavailable"));

            assertThat(response.statusCode()).isEqualTo(503);
            assertThat(response.body()).isEqualTo("{\"error\":\"temporarily_unavailable\"}");
        }

        @Test
        void answersWhenABrowserAsksThenAPageWithTheRequestId() throws Exception {
            var response = send(to("/bug").header("Accept", "text/html").header("X-Request-ID", "<b>r1</b>"));

            assertThat(response.statusCode()).isEqualTo(500);
            assertThat(header(response, "Content-Type")).startsWith("text/html");
            assertThat(response.body()).contains("&lt;b&gt;r1").doesNotContain("<b>", "hunter2");
            assertThat(header(response, "Content-Security-Policy")).contains("style-src 'sha256-");
        }

        @ParameterizedTest
        @CsvSource({
            "/oauth2/authorize,*/*,text/html",
            "/connect/logout,,text/html",
            "/oauth2/authorize,application/json,application/json",
            "/oauth2/authorize,'text/html,application/json;q=0.5',text/html",
            "/oauth2/token,*/*,application/json"
        })
        void answersWhenPeopleComeThereThenAPageUnlessSomethingElseIsAskedFor(
                String path, @Nullable String accept, String type) throws Exception {
            var request = to(path + "?missing");
            var response = send(accept == null ? request : request.header("Accept", accept));

            assertThat(header(response, "Content-Type")).startsWith(type);
        }

        @Test
        void answersWhenABugSpillsASecretThenItStaysInside() throws Exception {
            assertThat(send(to("/api/v1/bug")).body()).doesNotContain("hunter2");
        }
    }

    @Nested
    class Limits {

        private static final int LIMIT = 1 << 20;

        @Test
        void readsWhenBodyIsAtTheLimitThenItIsRead() throws Exception {
            assertThat(send(to("/count").POST(BodyPublishers.ofByteArray(new byte[LIMIT])))
                            .body())
                    .isEqualTo("" + LIMIT);
        }

        @ParameterizedTest
        @CsvSource({"/api/v1/count,true", "/api/v1/count,false"})
        void readsWhenBodyIsBeyondTheLimitThenAProblemNamesTheLimit(String path, boolean announced) throws Exception {
            var bytes = new byte[LIMIT + 1];
            var body = announced
                    ? BodyPublishers.ofByteArray(bytes)
                    : BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(bytes));

            var response = send(to(path).POST(body));

            assertThat(response.statusCode()).isEqualTo(413);
            assertThat(json(response).get("code").asString()).isEqualTo("body-too-large");
            assertThat(json(response).get("detail").asString()).contains("1048576 bytes");
        }

        @Test
        void readsWhenFormWithoutLengthThenItsParametersAreRead() throws Exception {
            assertThat(form(1000).body()).isEqualTo("1000");
        }

        @Test
        void readsWhenFormWithoutLengthIsBeyondTheLimitThenRefused() throws Exception {
            assertThat(form(LIMIT).statusCode()).isEqualTo(413);
        }

        private HttpResponse<String> form(int length) throws Exception {
            byte[] bytes = ("a=" + "x".repeat(length)).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
            return send(to("/api/v1/parameter")
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(bytes))));
        }

        @Test
        void readsWhenParametersAreTooManyThenRefused() throws Exception {
            var response = send(to("/api/v1/parameter?a=1" + "&b=1".repeat(200)));

            assertThat(response.statusCode()).isEqualTo(400);
            assertThat(json(response).get("code").asString()).isEqualTo("bad-parameters");
        }
    }

    @Nested
    class CrossOrigin {

        @ParameterizedTest
        @ValueSource(strings = {"https://app.example", "https://registered.example"})
        void answersWhenOriginIsAllowedThenItMayRead(String origin) throws Exception {
            var response = send(to("/api/v1/context").header("Origin", origin));

            assertThat(header(response, "Access-Control-Allow-Origin")).isEqualTo(origin);
            assertThat(header(response, "Access-Control-Allow-Credentials")).isEmpty();
            assertThat(header(response, "Vary")).isEqualTo("Origin");
        }

        @ParameterizedTest
        @CsvSource({
            "/api/v1/context,https://other.example",
            "/api/v1/context,https://app.example.evil.example",
            "/api/v1/context,null",
            "/login,https://app.example",
            "/oauth2/authorize,https://app.example"
        })
        void answersWhenOriginIsNotAllowedThenItMayNot(String path, String origin) throws Exception {
            assertThat(header(send(to(path).header("Origin", origin)), "Access-Control-Allow-Origin"))
                    .isEmpty();
        }

        @Test
        void answersWhenPreflightIsAllowedThenMethodsAndHeaders() throws Exception {
            var response = send(preflight("/oauth2/token", "https://app.example"));

            assertThat(response.statusCode()).isEqualTo(204);
            assertThat(header(response, "Access-Control-Allow-Methods")).contains("POST");
            assertThat(header(response, "Access-Control-Allow-Headers")).contains("Authorization", "If-Match");
        }

        @Test
        void answersWhenPreflightIsNotAllowedThenNothing() throws Exception {
            var response = send(preflight("/oauth2/token", "https://other.example"));

            assertThat(header(response, "Access-Control-Allow-Origin")).isEmpty();
            assertThat(header(response, "Access-Control-Allow-Methods")).isEmpty();
        }

        @Test
        void answersWhenMetadataThenAnyOriginMayRead() throws Exception {
            assertThat(header(
                            send(to("/oauth2/jwks").header("Origin", "https://other.example")),
                            "Access-Control-Allow-Origin"))
                    .isEqualTo("*");
        }

        private HttpRequest.Builder preflight(String path, String origin) {
            return to(path).method("OPTIONS", BodyPublishers.noBody())
                    .header("Origin", origin)
                    .header("Access-Control-Request-Method", "POST");
        }
    }

    @Nested
    class Management {

        private HttpResponse<String> get(String path) throws Exception {
            int management = server.getBean(Settings.class).server().managementPort();
            return send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + management + path)));
        }

        @Test
        void answersWhenAliveThenLive() throws Exception {
            assertThat(get("/health/live").statusCode()).isEqualTo(200);
            assertThat(header(get("/health/live"), "X-Request-ID")).isNotEmpty();
        }

        @Test
        void answersWhenACheckFailsThenNotReadyUntilItPasses() throws Exception {
            assertThat(get("/health/ready").statusCode()).isEqualTo(200);
            STORE_TROUBLE.set("disk full");
            try {
                var response = get("/health/ready");
                assertThat(response.statusCode()).isEqualTo(503);
                assertThat(json(response).at("/troubles/store").asString()).isEqualTo("disk full");
                assertThat(get("/health/live").statusCode()).isEqualTo(200);
            } finally {
                STORE_TROUBLE.set(null);
            }
            assertThat(get("/health/ready").statusCode()).isEqualTo(200);
        }

        @Test
        void answersWhenScrapedThenRequestsByEndpointAndStatus() throws Exception {
            send(to("/oauth2/token"));
            send(to("/no/such/missing"));

            assertThat(get("/metrics").body())
                    .contains(
                            "gatehouse_http_requests_seconds_count{endpoint=\"token\",status=\"2xx\"}",
                            "gatehouse_http_requests_seconds_count{endpoint=\"other\",status=\"4xx\"}",
                            "jvm_memory_used_bytes");
        }

        @Test
        void answersWhenAskedOnThePublicPortThenNoMetrics() throws Exception {
            assertThat(send(to("/metrics")).body()).doesNotContain("jvm_memory");
        }
    }
}
