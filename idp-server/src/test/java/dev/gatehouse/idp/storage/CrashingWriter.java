package dev.gatehouse.idp.storage;

import dev.gatehouse.idp.storage.Documents.Draft;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A process that writes until it is killed, and says on its standard output what was acknowledged, one line each: the
 * operation, the id, the version.
 */
public final class CrashingWriter {

    /** What is written. */
    public record Entry(String name, @Nullable String text) {}

    public static final DocumentType<Entry> ENTRIES = DocumentType.named("entries", Entry.class)
            .unique("name", "name")
            .index("text", "text")
            .build();

    private final Documents<Entry> entries;
    private final PrintStream out;

    private CrashingWriter(Documents<Entry> entries, PrintStream out) {
        this.entries = entries;
        this.out = out;
    }

    /** Writes with that many threads; never returns. */
    public static void run(DocumentStore store, int threads) {
        var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        var writer = new CrashingWriter(store.open(ENTRIES), out);
        Stream.generate(() -> Thread.ofPlatform().unstarted(writer::writeForever))
                .limit(threads)
                .forEach(Thread::start);
    }

    private void writeForever() {
        while (true) {
            String id = UUID.randomUUID().toString();
            expectWritten(entries.insert(id, entry(id), ChangeId.unannounced()));
            say("insert", id, 1);
            expectWritten(entries.replaceIf(id, 1, entry(id), ChangeId.unannounced()));
            say("replace", id, 2);
            if (entries.take(id).isEmpty()) {
                throw new IllegalStateException("lost " + id);
            }
            say("take", id, 0);
            List<Draft<Entry>> drafts = Stream.of("-a", "-b", "-c")
                    .map(id::concat)
                    .map(each -> new Draft<>(each, entry(each)))
                    .toList();
            expectWritten(entries.insertAll(drafts, new ChangeId(id)));
            say("insertAll", id, 1);
        }
    }

    private static Entry entry(String id) {
        return new Entry("name of " + id, "x".repeat(300));
    }

    private static void expectWritten(WriteResult result) {
        if (!result.written()) {
            throw new IllegalStateException("not written: " + result);
        }
    }

    private void say(String operation, String id, long version) {
        out.println(operation + " " + id + " " + version);
    }
}
