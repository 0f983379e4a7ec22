package dev.gatehouse.idp.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.idp.TestServer;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The corpus of URIs that are read in two ways, at the registration of a client. */
class RedirectRegistrationIT {

    @RegisterExtension
    static final TestServer SERVER = TestServer.embedded();

    private static Api api;

    @BeforeAll
    static void authenticate() {
        api = Api.asAdministrator(SERVER);
    }

    @ParameterizedTest(name = "{1} {0}")
    @CsvFileSource(
            resources = "/dev/gatehouse/idp/clients/refused-redirect-uris.csv",
            delimiter = '\t',
            ignoreLeadingAndTrailingWhitespace = false)
    void registersWhenAUriCouldBeReadTwoWaysThenTheMemberIsNamed(String encoded, String fault) {
        String uri = URLDecoder.decode(encoded, StandardCharsets.UTF_8);
        for (String member : List.of("redirect_uris", "post_logout_redirect_uris")) {
            ObjectNode client = JsonNodeFactory.instance.objectNode();
            client.put("client_name", "Corpus");
            client.putArray("redirect_uris").add("https://app.example/cb");
            client.putArray(member).add(uri);

            Api.Answer answer = api.post("/api/v1/clients", client.toString());

            assertThat(answer.status() / 100).as(answer.response().body()).isEqualTo(4);
            // Control characters and blanks are refused as in any text, before anybody asks for a URI.
            String pointer = "#/" + member + "/0 ";
            assertThat(answer.errors())
                    .singleElement()
                    .isIn(
                            pointer + "redirect-"
                                    + fault.toLowerCase(Locale.ROOT).replace('_', '-'),
                            pointer + "invalid-characters",
                            pointer + "blank");
        }
    }
}
