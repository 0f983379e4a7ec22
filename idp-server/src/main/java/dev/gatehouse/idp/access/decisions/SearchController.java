package dev.gatehouse.idp.access.decisions;

import dev.gatehouse.acl.ObjectRef;
import dev.gatehouse.acl.Right;
import dev.gatehouse.acl.Subject;
import dev.gatehouse.idp.access.decisions.SearchRequest.Kind;
import dev.gatehouse.idp.access.log.FollowedEngine;
import dev.gatehouse.idp.api.Answers;
import dev.gatehouse.idp.api.Body;
import dev.gatehouse.idp.api.Callers;
import dev.gatehouse.idp.api.Checked;
import dev.gatehouse.idp.api.Cursors;
import dev.gatehouse.idp.api.Operation;
import dev.gatehouse.idp.tokens.Caller;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Who may do this, what may be done to, and what may this one do: searches, for those who may ask about others.
 *
 * @see <a href="https://openid.net/specs/authorization-api-1_0.html#section-8">Authorization API 1.0 section 8</a>
 */
@RestController
public final class SearchController {

    static final String SUBJECT = "/access/v1/search/subject";
    static final String RESOURCE = "/access/v1/search/resource";
    static final String ACTION = "/access/v1/search/action";

    private static final String RECORDED = "access.searched";
    private static final String ON = "access-decision";

    private final Scopes scopes;
    private final Search search;

    public SearchController(Scopes scopes, FollowedEngine engine, Cursors tokens) {
        this.scopes = scopes;
        this.search = new Search(engine, tokens);
    }

    @Operation(action = RECORDED, on = ON, by = Callers.AUTHENTICATED)
    @PostMapping(path = SUBJECT, consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Object> subjects(Caller caller, Body body) {
        return search(caller, body, Kind.SUBJECT, search::subjects, SearchController::json);
    }

    @Operation(action = RECORDED, on = ON, by = Callers.AUTHENTICATED)
    @PostMapping(path = RESOURCE, consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Object> resources(Caller caller, Body body) {
        return search(caller, body, Kind.RESOURCE, search::resources, SearchController::json);
    }

    @Operation(action = RECORDED, on = ON, by = Callers.AUTHENTICATED)
    @PostMapping(path = ACTION, consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Object> actions(Caller caller, Body body) {
        return search(caller, body, Kind.ACTION, search::actions, SearchController::json);
    }

    private <T> ResponseEntity<Object> search(
            Caller caller,
            Body body,
            Kind kind,
            BiFunction<SearchRequest, Scope, Checked<Search.Found<T>>> find,
            Function<T, ObjectNode> show) {
        Checked<ObjectNode> answer = body.object()
                .then(object -> SearchRequest.read(kind, object))
                .then(request -> scopes.resolveAboutOthers(caller, request.context(), scopes.now(), "search")
                        .then(scope -> find.apply(request, scope))
                        .then(found -> {
                            DecisionFacts.noteSearch(
                                    kind.name().toLowerCase(Locale.ROOT) + " of " + request.question(),
                                    found.items().size(),
                                    found.revision());
                            return new Checked.Valid<>(json(found, show));
                        }));
        return Answers.to(answer, Answers::of);
    }

    /** The page comes first, so that a reader of a stream knows it before the results. */
    private static <T> ObjectNode json(Search.Found<T> found, Function<T, ObjectNode> show) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.putObject("page")
                .put("next_token", found.next())
                .put("count", found.items().size());
        ObjectNode context = json.putObject("context");
        context.put("revision", found.revision().toString());
        if (found.others()) {
            context.put("everyone", true);
        }
        ArrayNode results = json.putArray("results");
        found.items().forEach(item -> results.add(show.apply(item)));
        return json;
    }

    private static ObjectNode json(Subject subject) {
        String id = switch (subject) {
            case Subject.User user -> user.id();
            case Subject.Service service -> service.id();
            case Subject.Guest guest -> "guest";
        };
        return entity(Search.typeOf(subject), id);
    }

    private static ObjectNode json(ObjectRef object) {
        return entity(object.type().value(), object.id());
    }

    private static ObjectNode json(Right right) {
        return JsonNodeFactory.instance.objectNode().put("name", right.name());
    }

    private static ObjectNode entity(String type, String id) {
        return JsonNodeFactory.instance.objectNode().put("type", type).put("id", id);
    }
}
