package dev.gatehouse.idp.access.imports;

import dev.gatehouse.idp.access.changes.ChangeForm;
import dev.gatehouse.idp.api.Checked;
import dev.gatehouse.idp.api.JsonText;
import dev.gatehouse.idp.api.Members;
import dev.gatehouse.idp.api.Refusal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** A change on each line, as {@code POST /access/v1/changes} takes it; blank lines are passed over. */
final class NdjsonLines implements Lines {

    private final Utf8Text text;
    private final char[] part = new char[4 * 1024];
    private long at = 1;

    NdjsonLines(Utf8Text text) {
        this.text = text;
    }

    @Override
    public void begin() {}

    @Override
    public long at() {
        return at;
    }

    @Override
    public @Nullable Line next() throws IOException {
        while (true) {
            at = text.linesRead() + 1;
            text.restart();
            String line = line();
            if (line.isEmpty()) {
                return null;
            }
            if (!line.isBlank()) {
                return read(at, text.sinceRestart(), JsonText.object(line.getBytes(StandardCharsets.UTF_8)));
            }
        }
    }

    /** With its end; empty behind the last. */
    private String line() throws IOException {
        var line = new StringBuilder();
        for (int read = text.read(part); read >= 0; read = text.read(part)) {
            line.append(part, 0, read);
            if (part[read - 1] == '\n') {
                break;
            }
        }
        return line.toString();
    }

    /** What an object says that is written as one change. */
    static Line read(long number, int bytes, Checked<ObjectNode> object) {
        return switch (object.then(change -> Members.read(change, ChangeForm::read))) {
            case Checked.Valid<Optional<dev.gatehouse.acl.change.Change>>(var change) ->
                new Line.Read(
                        number, bytes, Optional.empty(), change.map(List::of).orElse(List.of()));
            case Checked.Refused<?>(Refusal refusal) -> new Line.Bad(number, refusal);
        };
    }
}
