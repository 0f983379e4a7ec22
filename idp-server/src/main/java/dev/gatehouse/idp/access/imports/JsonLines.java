package dev.gatehouse.idp.access.imports;

import dev.gatehouse.idp.api.Checked;
import dev.gatehouse.idp.api.JsonText;
import dev.gatehouse.idp.api.Refusal;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Changes in a JSON array, or in the member {@code changes} of an object. One of them at a time is a tree. */
final class JsonLines implements Lines {

    private final Utf8Text text;
    private final JsonParser tokens;
    private boolean inObject;
    private long at;

    JsonLines(Utf8Text text) {
        this.text = text;
        this.tokens = JsonText.tokens(text);
    }

    @Override
    public long at() {
        return at;
    }

    @Override
    public @Nullable Line next() throws IOException {
        try {
            at++;
            return item();
        } catch (JacksonException e) {
            throw failure(e);
        }
    }

    @Override
    public void begin() throws IOException {
        try {
            beginArray();
        } catch (JacksonException e) {
            throw failure(e);
        }
    }

    private static IOException failure(JacksonException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException failed) {
                return failed;
            }
        }
        return malformed(JsonText.sentence(e));
    }

    private void beginArray() throws IOException {
        JsonToken first = tokens.nextToken();
        if (first == JsonToken.START_OBJECT) {
            inObject = true;
            if (tokens.nextToken() != JsonToken.PROPERTY_NAME || !"changes".equals(tokens.currentName())) {
                throw malformed("The object does not begin with the member changes.");
            }
            first = tokens.nextToken();
        }
        if (first != JsonToken.START_ARRAY) {
            throw malformed("This is no array of changes.");
        }
    }

    private @Nullable Line item() throws IOException {
        text.restart();
        JsonToken token = tokens.nextToken();
        if (token == JsonToken.END_ARRAY) {
            end();
            return null;
        }
        JsonNode item = tokens.readValueAsTree();
        return NdjsonLines.read(
                at,
                text.sinceRestart(),
                item instanceof ObjectNode object
                        ? new Checked.Valid<>(object)
                        : new Checked.Refused<>(Refusal.malformed("The item is not a JSON object.")));
    }

    private void end() throws IOException {
        if (inObject && tokens.nextToken() != JsonToken.END_OBJECT) {
            throw malformed("The object has more members than changes.");
        }
        if (tokens.nextToken() != null) {
            throw malformed("There is something behind the changes.");
        }
    }

    private static ReadingStopped malformed(String detail) {
        return new ReadingStopped("malformed-json", detail);
    }
}
