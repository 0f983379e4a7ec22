package dev.gatehouse.idp.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.idp.TestServer;
import dev.gatehouse.idp.access.decisions.Decisions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** The calls that README shows, made in their order. */
class ReadmeIT {

    @RegisterExtension
    static final TestServer SERVER = TestServer.embedded();

    private static final Pattern CALL = Pattern.compile(
            "curl --oauth2-bearer \"\\$TOKEN\" --json \\\\\n +'([^']+)' \\\\\n +http://localhost:9000(/\\S+)\n");

    @Test
    void callsWhenReadmeShowsThemThenTheyAreAnsweredAsItSays() throws IOException {
        Decisions caller = Decisions.withToken(SERVER, SERVER.adminToken());
        List<MatchResult> calls = CALL.matcher(Files.readString(Path.of("../README.md")))
                .results()
                .toList();

        assertThat(calls.stream().map(call -> call.group(2)))
                .containsExactly("/api/v1/clients", "/access/v1/changes", "/access/v1/explain");
        assertThat(caller.post(calls.get(0).group(2), calls.get(0).group(1)).statusCode())
                .isEqualTo(201);
        caller.answer(calls.get(1).group(2), calls.get(1).group(1));
        JsonNode why = caller.answer(calls.get(2).group(2), calls.get(2).group(1));
        assertThat(why.path("decision").asBoolean()).isTrue();
        assertThat(why.at("/grounds/0/way").toString()).isEqualTo("[\"user:alice\",\"role:lawyers\"]");
    }
}
