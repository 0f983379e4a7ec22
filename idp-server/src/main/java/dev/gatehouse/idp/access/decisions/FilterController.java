package dev.gatehouse.idp.access.decisions;

import dev.gatehouse.acl.AccessLists;
import dev.gatehouse.acl.ObjectRef;
import dev.gatehouse.acl.change.Refusal.UnknownType;
import dev.gatehouse.acl.filter.FilterAnswer;
import dev.gatehouse.idp.access.CallerSubject;
import dev.gatehouse.idp.access.filter.AclJson;
import dev.gatehouse.idp.access.filter.FilterFormat;
import dev.gatehouse.idp.access.filter.FilterTree;
import dev.gatehouse.idp.access.filter.MongoFilter;
import dev.gatehouse.idp.api.Answers;
import dev.gatehouse.idp.api.Body;
import dev.gatehouse.idp.api.CallFacts;
import dev.gatehouse.idp.api.Callers;
import dev.gatehouse.idp.api.Checked;
import dev.gatehouse.idp.api.JsonText;
import dev.gatehouse.idp.api.Operation;
import dev.gatehouse.idp.api.Refusal;
import dev.gatehouse.idp.api.Times;
import dev.gatehouse.idp.api.Violation;
import dev.gatehouse.idp.tokens.Caller;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Decisions for an application's own database: the condition to query with, and the lists to keep on its documents. */
@RestController
public final class FilterController {

    static final String FILTER = "/access/v1/filter";
    static final String LISTS = "/access/v1/filter/lists";

    private static final String ON = "access-decision";

    private final Scopes scopes;

    public FilterController(Scopes scopes) {
        this.scopes = scopes;
    }

    @Operation(
            action = "access.filtered",
            on = ON,
            by = Callers.AUTHENTICATED,
            parameters = {"format", "field"})
    @PostMapping(path = FILTER, consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Object> filter(
            Caller caller,
            Body body,
            @RequestParam(name = "format", required = false) @Nullable String format,
            @RequestParam(name = "field", required = false) @Nullable String field) {
        Checked<ObjectNode> answer = FilterTarget.read(format, field)
                .then(target -> body.object()
                        .then(FilterRequest::read)
                        .then(request -> scope(caller, request).then(scope -> filter(request, scope, target))));
        return Answers.to(answer, Answers::of);
    }

    private Checked<Scope> scope(Caller caller, FilterRequest request) {
        return CallerSubject.of(caller).equals(request.subject())
                ? scopes.resolve(caller, request.context(), scopes.now())
                : scopes.resolveAboutOthers(caller, request.context(), scopes.now(), "filter for others");
    }

    private static Checked<ObjectNode> filter(FilterRequest request, Scope scope, FilterTarget target) {
        return switch (scope.view().filter(request.subject(), request.right(), request.type(), scope.time())) {
            case FilterAnswer.Compiled compiled -> {
                DecisionFacts.noteFilter(request.toString(), compiled.revision());
                yield new Checked.Valid<>(json(compiled, target));
            }
            case FilterAnswer.Refused(var refusal) -> new Checked.Refused<>(refused(refusal));
        };
    }

    private static Refusal refused(dev.gatehouse.acl.change.Refusal refusal) {
        String pointer = refusal instanceof UnknownType ? "#/resource/type" : "#/action/name";
        return new Refusal(
                409,
                refusal.code(),
                refusal.message() + ".",
                List.of(new Violation(pointer, refusal.code(), refusal.message())),
                Optional.empty());
    }

    private static ObjectNode json(FilterAnswer.Compiled compiled, FilterTarget target) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("revision", compiled.revision().toString());
        json.put("time", Times.text(compiled.time()));
        if (compiled.until() != null) {
            json.put("until", Times.text(compiled.until()));
        }
        return json.set(
                "filter",
                switch (target.format()) {
                    case MONGODB -> new MongoFilter(target.field()).write(compiled.filter());
                    case TREE -> FilterTree.write(compiled.filter());
                });
    }

    @Operation(
            action = "access.lists-read",
            on = ON,
            by = Callers.AUTHENTICATED,
            bodyLimit = JsonText.LARGEST,
            parameters = {"format"})
    @PostMapping(path = LISTS, consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Object> lists(
            Caller caller, Body body, @RequestParam(name = "format", required = false) @Nullable String format) {
        Checked<ObjectNode> answer = FilterTarget.read(format, null)
                .then(target -> body.object()
                        .then(ListsRequest::read)
                        .then(request -> scopes.resolveAboutOthers(
                                        caller, request.context(), scopes.now(), "read lists")
                                .then(scope -> lists(request, scope, target.format()))));
        return Answers.to(answer, Answers::of);
    }

    private static Checked<ObjectNode> lists(ListsRequest request, Scope scope, FilterFormat format) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("revision", scope.view().revision().toString());
        ArrayNode items = json.putArray("items");
        int entries = 0;
        for (ObjectRef object : request.objects()) {
            ObjectNode item = items.addObject();
            item.putObject("resource").put("type", object.type().value()).put("id", object.id());
            Optional<AccessLists> lists = scope.view().lists(object);
            entries += lists.map(ListsRequest::entries).orElse(0);
            if (entries > ListsRequest.MOST_ENTRIES) {
                return new Checked.Refused<>(ListsRequest.tooLong());
            }
            lists.ifPresent(known -> item.set("acl", AclJson.write(known, format)));
        }
        CallFacts.note("access.asked", Integer.toString(request.objects().size()));
        CallFacts.note("access.revision", scope.view().revision().toString());
        return new Checked.Valid<>(json);
    }
}
