package dev.gatehouse.idp.access.contents;

import dev.gatehouse.acl.Placement;
import dev.gatehouse.acl.Revision;
import dev.gatehouse.idp.api.Answers;
import dev.gatehouse.idp.api.PageBody;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import tools.jackson.databind.node.ObjectNode;

/** Answers that name the revision they are true at. */
final class ContentAnswers {

    private ContentAnswers() {}

    static <T> ResponseEntity<Object> page(Reads.Listed<T> listed, Function<T, ObjectNode> show) {
        return at(HttpStatus.OK, listed.page().revision())
                .body(new PageBody<>(
                        listed.page().items().stream().map(show).toList(),
                        listed.next().orElse(null)));
    }

    /** A list that has no pages. */
    static ResponseEntity<Object> whole(List<Placement> placements, Revision revision) {
        return at(HttpStatus.OK, revision)
                .body(new PageBody<>(placements.stream().map(ContentJson::of).toList(), null));
    }

    static ResponseEntity<Object> shown(ObjectNode json, String tag, Revision revision) {
        return at(HttpStatus.OK, revision).eTag(tag).body(json);
    }

    /** What was written: 201 when it was not there before. */
    static ResponseEntity<Object> put(ObjectNode json, Optional<String> tag, Writes.Written written) {
        var answer = at(
                written.existed() ? HttpStatus.OK : HttpStatus.CREATED,
                written.done().revision());
        tag.ifPresent(answer::eTag);
        return answer.body(json);
    }

    static ResponseEntity<Object> created(URI location, ObjectNode json, String tag, Revision revision) {
        return at(HttpStatus.CREATED, revision).location(location).eTag(tag).body(json);
    }

    static ResponseEntity<Object> gone(Writes.Written written) {
        return ResponseEntity.noContent()
                .header(Answers.REVISION, written.done().revision().toString())
                .build();
    }

    private static ResponseEntity.BodyBuilder at(HttpStatus status, Revision revision) {
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_JSON)
                .header(Answers.REVISION, revision.toString());
    }
}
