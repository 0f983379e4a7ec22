package dev.gatehouse.idp.cli;

import dev.gatehouse.idp.config.Settings;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The API of the server that runs on the data folder, called as the bootstrap client. */
final class RunningServer implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    /** Longer than the server works on one. */
    private static final Duration LONGEST_UPLOAD = Duration.ofHours(2);

    private static final JsonMapper JSON = JsonMapper.shared();

    private final URI issuer;
    private final Settings.BootstrapClient client;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();

    /** The server does not do what it was asked to; the message says why. */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1;

        Refused(String message) {
            super(message);
        }
    }

    RunningServer(Settings settings) throws Refused {
        this.issuer = settings.server().issuer();
        this.client = settings.bootstrapClient()
                .orElseThrow(() -> new Refused("A server runs on " + settings.data()
                        + ". To ask it, set GATEHOUSE_BOOTSTRAP_CLIENT_ID and GATEHOUSE_BOOTSTRAP_CLIENT_SECRET to a"
                        + " client in the role admins; or stop it and run this again."));
    }

    /** Posts JSON to a path of the API; the answer's JSON. */
    JsonNode post(String path, JsonNode body) throws Refused, IOException, InterruptedException {
        return answer(request(path)
                .header("Authorization", "Bearer " + token())
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                .build());
    }

    /** A file that is sent while it is read, and how far that is. */
    record Upload(Path file, String contentType, LongConsumer sent) {}

    /** Posts a file to a path of the API, with its query; each line of the answer is JSON. */
    Stream<JsonNode> upload(String path, Upload upload) throws Refused, IOException, InterruptedException {
        String token = token();
        HttpRequest request = HttpRequest.newBuilder(URI.create(issuer + path))
                .timeout(LONGEST_UPLOAD)
                .version(HttpClient.Version.HTTP_1_1)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", upload.contentType())
                .POST(HttpRequest.BodyPublishers.fromPublisher(
                        HttpRequest.BodyPublishers.ofInputStream(() -> watched(upload)), Files.size(upload.file())))
                .build();
        HttpResponse<Stream<String>> response = http.send(request, HttpResponse.BodyHandlers.ofLines());
        if (response.statusCode() / 100 != 2) {
            throw new Refused(request.uri() + " answered " + response.statusCode() + ": "
                    + response.body().collect(Collectors.joining(System.lineSeparator())));
        }
        return response.body().map(JSON::readTree);
    }

    private static InputStream watched(Upload upload) {
        try {
            return new FilterInputStream(Files.newInputStream(upload.file())) {
                private long read;

                @Override
                public int read(byte[] target, int offset, int length) throws IOException {
                    int more = super.read(target, offset, length);
                    read += Math.max(more, 0);
                    upload.sent().accept(read);
                    return more;
                }
            };
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** RFC 6749 section 4.4, with the client's credentials as section 2.3.1 wants them. */
    private String token() throws Refused, IOException, InterruptedException {
        String credentials = form(client.id()) + ":" + form(client.secret().reveal());
        JsonNode token = answer(request("/oauth2/token")
                .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.US_ASCII)))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("grant_type=client_credentials&scope=gatehouse"))
                .build());
        return token.path("access_token").asString();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(issuer + path)).timeout(TIMEOUT);
    }

    private JsonNode answer(HttpRequest request) throws Refused, IOException, InterruptedException {
        HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() / 100 != 2) {
            throw new Refused(request.uri() + " answered " + response.statusCode() + ": " + response.body());
        }
        return JSON.readTree(response.body());
    }

    private static String form(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        http.close();
    }
}
