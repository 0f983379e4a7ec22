package dev.gatehouse.idp.access.feed;

import dev.gatehouse.acl.Revision;
import dev.gatehouse.acl.WorkspaceId;
import dev.gatehouse.acl.change.LogRecord;
import dev.gatehouse.acl.engine.AccessLog;
import dev.gatehouse.idp.access.CallerSubject;
import dev.gatehouse.idp.access.WorkspaceAccess;
import dev.gatehouse.idp.access.decisions.Scopes;
import dev.gatehouse.idp.access.log.FollowedEngine;
import dev.gatehouse.idp.api.Answers;
import dev.gatehouse.idp.api.CallFacts;
import dev.gatehouse.idp.api.CallerAttribute;
import dev.gatehouse.idp.api.Callers;
import dev.gatehouse.idp.api.Checked;
import dev.gatehouse.idp.api.Operation;
import dev.gatehouse.idp.api.Refusal;
import dev.gatehouse.idp.audit.RequestContext;
import dev.gatehouse.idp.tokens.Caller;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code GET /access/v1/changes}: what has changed after a revision, as a page or as a stream of events. */
@RestController
public final class FeedController {

    private final Scopes scopes;
    private final Sights sights;
    private final AccessLog log;
    private final FeedStream.Source source;
    private final OpenStreams streams;

    public FeedController(
            Scopes scopes,
            WorkspaceAccess workspaces,
            FollowedEngine engine,
            AccessLog log,
            OpenStreams streams,
            Clock clock) {
        this.scopes = scopes;
        this.sights = new Sights(workspaces, engine, clock);
        this.log = log;
        this.source = new FeedStream.Source(log, engine, sights, System::nanoTime);
        this.streams = streams;
    }

    @Operation(
            action = "access.changes-read",
            on = "access-model",
            by = Callers.AUTHENTICATED,
            answers = {MediaType.APPLICATION_JSON_VALUE, MediaType.TEXT_EVENT_STREAM_VALUE},
            parameters = {"after", "workspace", "limit"})
    @GetMapping(path = "/access/v1/changes")
    ResponseEntity<Object> changes(
            Caller caller,
            HttpServletRequest http,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable String workspace,
            @RequestParam(required = false) @Nullable String limit) {
        Checked<FeedRequest> asked = FeedRequest.read(workspace, after, limit);
        return wantsEvents(http)
                ? Answers.to(
                        asked.then(request -> request.resumedAt(http.getHeader("Last-Event-ID")))
                                .then(request ->
                                        begin(caller, request).then(sight -> stream(caller, http, request, sight))),
                        Answers::streamed)
                : Answers.to(
                        asked.then(request -> begin(caller, request).then(sight -> page(request, sight))), Answers::of);
    }

    /** Who names event streams gets one, unless they would rather have JSON. A HEAD has no events. */
    private static boolean wantsEvents(HttpServletRequest http) {
        List<MediaType> accepted = MediaType.parseMediaTypes(Collections.list(http.getHeaders("Accept")));
        double json = quality(accepted, MediaType.APPLICATION_JSON);
        double events = quality(accepted, MediaType.TEXT_EVENT_STREAM);
        return http.getMethod().equals("GET") && events > 0 && events >= json;
    }

    private static double quality(List<MediaType> accepted, MediaType type) {
        return accepted.stream()
                .filter(type::equalsTypeAndSubtype)
                .mapToDouble(MediaType::getQualityValue)
                .max()
                .orElse(0);
    }

    /** What the caller may comes first: how far the logs reach is told to nobody else. */
    private Checked<Sight> begin(Caller caller, FeedRequest request) {
        CallFacts.note("access.after", request.after().toString());
        return scopes.enter(caller, request.workspace())
                .then(workspace -> sights.of(caller, workspace, FeedRequest.BEGINNING)
                        .then(_ -> sights.of(caller, workspace, request.after()))
                        .then(sight -> fits(workspace, request.after()) ? new Checked.Valid<>(sight) : unfit()));
    }

    /**
     * Whether the revision is one that the workspace has had: in {@code system} its parts are one, and nowhere is a record
     * known without those of {@code system} that it was validated against.
     */
    private boolean fits(WorkspaceId workspace, Revision revision) {
        if (workspace.isSystem()) {
            return revision.workspace() == revision.system();
        }
        return revision.workspace() == 0
                || log.read(workspace, revision.workspace() - 1, 1).stream()
                        .map(LogRecord::systemPosition)
                        .allMatch(position -> position <= revision.system());
    }

    private static Checked<Sight> unfit() {
        return new Checked.Refused<>(
                new Refusal(400, "REVISION_UNKNOWN", "This workspace has never had such a revision."));
    }

    private Checked<ObjectNode> page(FeedRequest request, Sight sight) {
        var logs = new MergedLogs(
                log, sight.view().workspace(), request.after(), sight.view().revision());
        List<FeedItem> items = logs.next(request.limit());
        String revision = (items.isEmpty() ? request.after() : items.getLast().revision()).toString();
        CallFacts.note("access.found", Integer.toString(items.size()));
        CallFacts.note("access.revision", revision);
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode array = json.putArray("items");
        items.forEach(item -> array.add(FeedJson.of(item, sight)));
        json.put("revision", revision).put("next", logs.hasNext() ? revision : null);
        return new Checked.Valid<>(json);
    }

    private Checked<FeedStream> stream(Caller caller, HttpServletRequest http, FeedRequest request, Sight sight) {
        if (http.getParameter("limit") != null) {
            return new Checked.Refused<>(Refusal.parameter("limit", "is for pages, and a stream has none"));
        }
        CallFacts.note("access.stream", "true");
        String address = Objects.requireNonNullElse(RequestContext.current().address(), "");
        var asker = new FeedStream.Asker(
                caller, CallerAttribute.admittance(http), sight.view().workspace());
        return streams.open(address, CallerSubject.of(caller).toString())
                .then(place -> new Checked.Valid<>(new FeedStream(source, asker, request.after(), place)));
    }
}
