package dev.gatehouse.idp.access.feed;

import dev.gatehouse.acl.Revision;
import dev.gatehouse.acl.WorkspaceId;
import dev.gatehouse.acl.engine.AccessLog;
import dev.gatehouse.idp.access.log.FollowedEngine;
import dev.gatehouse.idp.api.Checked;
import dev.gatehouse.idp.api.Refusal;
import dev.gatehouse.idp.api.StreamedAnswer;
import dev.gatehouse.idp.storage.StorageUnavailable;
import dev.gatehouse.idp.tokens.Admittance;
import dev.gatehouse.idp.tokens.Caller;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;

/**
 * The feed as an event stream. It is written by the thread of the call, which waits whenever there is nothing new; a
 * reader who does not read holds up that thread and nothing else, until the container's write times out.
 */
final class FeedStream implements StreamedAnswer {

    /** What the caller showed is asked about again that often; what they may, before every write. */
    static final Duration CHECKED_EVERY = Duration.ofSeconds(2);

    /** A reader that is gone is noticed at the second one. */
    static final Duration HEARTBEAT = Duration.ofSeconds(5);

    static final Duration LONGEST_IDLE = Duration.ofHours(1);

    static final String STOPPING = "server-stopping";

    private static final int WRITTEN_AT_ONCE = 100;

    private static final Logger log = LoggerFactory.getLogger(FeedStream.class);

    private final Source source;
    private final Asker asker;
    private final Revision after;
    private final OpenStreams.Place place;
    private long checkedAt;
    private long writtenAt;
    private long eventAt;

    /** Where the events come from. */
    record Source(AccessLog accessLog, FollowedEngine engine, Sights sights, LongSupplier nanoTime) {}

    /** Who reads the stream of which workspace. */
    record Asker(Caller caller, Admittance admittance, WorkspaceId workspace) {}

    FeedStream(Source source, Asker asker, Revision after, OpenStreams.Place place) {
        this.source = source;
        this.asker = asker;
        this.after = after;
        this.place = place;
        this.checkedAt = now();
        this.writtenAt = checkedAt;
        this.eventAt = checkedAt;
    }

    @Override
    public void write(HttpServletResponse response) throws IOException {
        response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE);
        response.setHeader("X-Accel-Buffering", "no"); // nginx would hold events back
        var events = new EventWriter(response.getOutputStream());
        try (var _ = source.engine().listen(asker.workspace(), place::ring)) {
            events.heartbeat();
            events.end(follow(events));
        } catch (IOException gone) {
            log.debug("the reader of a stream is gone: {}", gone.toString());
        }
    }

    /** Writes what there is and what comes, until there is a reason to end. */
    private String follow(EventWriter events) throws IOException {
        try {
            Revision at = after;
            while (!place.isEnding()) {
                Optional<String> refusal = refusalIfDue();
                if (refusal.isPresent()) {
                    return refusal.get();
                }
                switch (source.sights().of(asker.caller(), asker.workspace(), at)) {
                    case Checked.Refused<Sight>(Refusal withdrawn) -> {
                        return withdrawn.code();
                    }
                    case Checked.Valid<Sight>(Sight sight) -> {
                        Revision reached = write(events, sight, at);
                        if (!reached.equals(at)) {
                            at = reached;
                        } else if (since(eventAt).compareTo(LONGEST_IDLE) >= 0) {
                            return "idle";
                        } else {
                            rest(events);
                        }
                    }
                }
            }
            return STOPPING;
        } catch (StorageUnavailable unavailable) {
            log.warn("a stream ends, since the store does not answer: {}", unavailable.getMessage());
            return "storage-unavailable";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return STOPPING;
        }
    }

    private boolean isCheckDue() {
        return since(checkedAt).compareTo(CHECKED_EVERY) >= 0;
    }

    private Optional<String> refusalIfDue() {
        if (!isCheckDue()) {
            return Optional.empty();
        }
        checkedAt = now();
        return asker.admittance().refusal();
    }

    /** Writes the next items; the revision that the stream has then reached. */
    private Revision write(EventWriter events, Sight sight, Revision at) throws IOException {
        List<FeedItem> items = new MergedLogs(
                        source.accessLog(), asker.workspace(), at, sight.view().revision())
                .next(WRITTEN_AT_ONCE);
        if (items.isEmpty()) {
            return at;
        }
        Revision reached = at;
        for (FeedItem item : items) {
            events.event(item.revision().toString(), FeedJson.of(item, sight));
            reached = item.revision();
            if (isCheckDue()) {
                break; // A reader can take long over each.
            }
        }
        events.flush();
        writtenAt = now();
        eventAt = writtenAt;
        return reached;
    }

    private void rest(EventWriter events) throws IOException, InterruptedException {
        if (since(writtenAt).compareTo(HEARTBEAT) >= 0) {
            events.heartbeat();
            writtenAt = now();
        }
        place.await(CHECKED_EVERY.minus(since(checkedAt)));
    }

    private long now() {
        return source.nanoTime().getAsLong();
    }

    private Duration since(long time) {
        return Duration.ofNanos(now() - time);
    }

    @Override
    public void close() {
        place.close();
    }
}
