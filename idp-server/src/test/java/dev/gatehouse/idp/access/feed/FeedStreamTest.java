package dev.gatehouse.idp.access.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.acl.Entry;
import dev.gatehouse.acl.Member;
import dev.gatehouse.acl.ObjectRef;
import dev.gatehouse.acl.Revision;
import dev.gatehouse.acl.Right;
import dev.gatehouse.acl.Rights;
import dev.gatehouse.acl.RoleId;
import dev.gatehouse.acl.WorkspaceId;
import dev.gatehouse.acl.change.Change;
import dev.gatehouse.acl.change.LogRecord;
import dev.gatehouse.acl.engine.AccessEngine;
import dev.gatehouse.acl.engine.AccessLog;
import dev.gatehouse.acl.engine.Batch;
import dev.gatehouse.acl.engine.Commit;
import dev.gatehouse.acl.engine.Cursors;
import dev.gatehouse.idp.access.ServerObjects;
import dev.gatehouse.idp.access.WorkspaceAccess;
import dev.gatehouse.idp.access.log.FollowedEngine;
import dev.gatehouse.idp.access.log.StoredAccessLog;
import dev.gatehouse.idp.access.log.StoredSnapshots;
import dev.gatehouse.idp.api.Checked;
import dev.gatehouse.idp.storage.DocumentStore;
import dev.gatehouse.idp.storage.StorageUnavailable;
import dev.gatehouse.idp.storage.TemporaryStores;
import dev.gatehouse.idp.tokens.Admittance;
import dev.gatehouse.idp.tokens.Caller;
import dev.gatehouse.idp.tokens.TestCallers;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletResponse;

class FeedStreamTest {

    private static final WorkspaceId ACME = new WorkspaceId("acme");
    private static final Caller CALLER = TestCallers.service("app", "acme");

    private final DocumentStore store = TemporaryStores.sqlite();
    private final StoredSnapshots snapshots = new StoredSnapshots(store, Clock.systemUTC());
    private final StoredAccessLog log = new StoredAccessLog(store, snapshots);
    private final FollowedEngine engine = new FollowedEngine(
            new AccessEngine(log, ServerObjects.IMPLIED, new Cursors(new byte[32]), Clock.systemUTC()), snapshots);
    private final Sights sights = new Sights(new WorkspaceAccess(engine, Clock.systemUTC()), engine, Clock.systemUTC());
    private final OpenStreams streams = new OpenStreams();
    private final AtomicLong nanos = new AtomicLong();
    private final MockHttpServletResponse response = new MockHttpServletResponse();

    @BeforeEach
    void allow() {
        var entry =
                Entry.allow(ObjectRef.of("access", "decisions"), Member.parse("service:app"), Rights.of(Right.READ));
        assertThat(engine.commit(ACME, new Batch("system:test", "event-1", List.of(new Change.EntryAdded(entry)))))
                .isInstanceOf(Commit.Committed.class);
    }

    @AfterEach
    void close() {
        engine.close();
        store.close();
    }

    private OpenStreams.Place place() {
        if (streams.open("192.0.2.1", "service:app") instanceof Checked.Valid<OpenStreams.Place>(var place)) {
            return place;
        }
        throw new AssertionError("no place");
    }

    private FeedStream stream(AccessLog read, Admittance admittance, String after) {
        return new FeedStream(
                new FeedStream.Source(read, engine, sights, nanos::get),
                new FeedStream.Asker(CALLER, admittance, ACME),
                Revision.parse(after).orElseThrow(),
                place());
    }

    private String written(FeedStream stream) throws Exception {
        stream.write(response);
        return response.getContentAsString();
    }

    /** Time goes by whenever somebody looks whether the caller is still let in. */
    private Admittance passing(Duration time) {
        return () -> {
            nanos.addAndGet(time.toNanos());
            return Optional.empty();
        };
    }

    @Test
    void writesWhenTheServerStopsThenThatIsTheLastEvent() throws Exception {
        FeedStream stream = stream(log, Optional::empty, "r0.0");
        streams.stop();
        assertThat(written(stream)).isEqualTo(":\n\nevent: end\ndata: {\"code\":\"server-stopping\"}\n\n");
        assertThat(response.getContentType()).isEqualTo("text/event-stream");
        assertThat(response.getHeader("X-Accel-Buffering")).isEqualTo("no");
    }

    @Test
    void writesWhenNothingHappensForAnHourThenItIsAliveUntilThenAndEnds() throws Exception {
        nanos.set(1);
        FeedStream stream = stream(log, passing(Duration.ofMinutes(10)), "r0.0");
        nanos.addAndGet(FeedStream.CHECKED_EVERY.toNanos());
        String written = written(stream);
        assertThat(written).contains("id: r1.0\nevent: change\ndata: {\"revision\":\"r1.0\",\"workspace\":\"acme\"");
        assertThat(written).endsWith("}\n\n:\n\n:\n\n:\n\n:\n\n:\n\nevent: end\ndata: {\"code\":\"idle\"}\n\n");
    }

    @Test
    void writesWhenTheCallerIsLetInNoMoreThenNothingIsSent() throws Exception {
        FeedStream stream = stream(log, () -> Optional.of("invalid-token"), "r0.0");
        nanos.addAndGet(FeedStream.CHECKED_EVERY.toNanos());
        assertThat(written(stream)).isEqualTo(":\n\nevent: end\ndata: {\"code\":\"invalid-token\"}\n\n");
    }

    @Test
    void writesWhenTheReaderTakesLongOverAnEventThenTheCallerIsAskedAboutBeforeTheNext() throws Exception {
        engine.commit(ACME, new Batch("system:test", "event-2", List.of(new Change.RoleCreated(new RoleId("second")))));
        // Whoever looks at the watch finds half of the time gone, so the second look is behind the first event.
        var source = new FeedStream.Source(
                log, engine, sights, () -> nanos.addAndGet(FeedStream.CHECKED_EVERY.toNanos() / 2));
        var asker = new FeedStream.Asker(CALLER, () -> Optional.of("invalid-token"), ACME);
        assertThat(written(new FeedStream(source, asker, new Revision(0, 0), place())))
                .contains("id: r1.0")
                .doesNotContain("id: r2.0")
                .endsWith("{\"code\":\"invalid-token\"}\n\n");
    }

    @Test
    void writesWhenTheStoreDoesNotAnswerThenItEnds() throws Exception {
        AccessLog away = new AccessLog() {
            @Override
            public boolean append(LogRecord record) {
                throw new AssertionError("nothing is appended");
            }

            @Override
            public List<LogRecord> read(WorkspaceId workspace, long after, int limit) {
                throw new StorageUnavailable("away", new IOException("away"), false);
            }

            @Override
            public long positionAt(WorkspaceId workspace, Instant instant) {
                throw new AssertionError("nobody asks");
            }

            @Override
            public Optional<Iterator<byte[]>> snapshot(WorkspaceId workspace, long atMost) {
                throw new AssertionError("nobody asks");
            }
        };
        assertThat(written(stream(away, Optional::empty, "r0.0"))).endsWith("{\"code\":\"storage-unavailable\"}\n\n");
    }

    @Test
    void writesWhenTheReaderIsGoneThenItEndsQuietly() throws Exception {
        FeedStream stream = stream(log, Optional::empty, "r0.0");
        var gone = new MockHttpServletResponse() {
            @Override
            public ServletOutputStream getOutputStream() {
                return new GoneOutput();
            }
        };
        stream.write(gone);
        stream.close();
        for (int i = 0; i < OpenStreams.PER_SUBJECT; i++) {
            place();
        }
    }

    private static final class GoneOutput extends ServletOutputStream {
        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            throw new AssertionError("nothing is written later");
        }

        @Override
        public void write(int b) throws IOException {
            throw new IOException("Broken pipe");
        }
    }
}
