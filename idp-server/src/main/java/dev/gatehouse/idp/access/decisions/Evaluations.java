package dev.gatehouse.idp.access.decisions;

import dev.gatehouse.idp.api.Checked;
import dev.gatehouse.idp.api.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The questions of one call of {@code evaluations}.
 *
 * @param semantic when to stop
 * @see <a href="https://openid.net/specs/authorization-api-1_0.html#section-7">Authorization API 1.0 section 7</a>
 */
record Evaluations(List<Item> items, Semantic semantic) {

    /** The most that one call may ask. */
    static final int MOST = 1_000;

    private static final List<String> PARTS = List.of("subject", "action", "resource", "context");

    Evaluations {
        items = List.copyOf(items);
    }

    /** Whether later questions are answered after a decision. */
    enum Semantic {
        EXECUTE_ALL("execute_all"),
        DENY_ON_FIRST_DENY("deny_on_first_deny"),
        PERMIT_ON_FIRST_PERMIT("permit_on_first_permit");

        private final String word;

        Semantic(String word) {
            this.word = word;
        }

        boolean endsAfter(boolean allowed) {
            return switch (this) {
                case EXECUTE_ALL -> false;
                case DENY_ON_FIRST_DENY -> !allowed;
                case PERMIT_ON_FIRST_PERMIT -> allowed;
            };
        }

        static Optional<Semantic> of(String word) {
            for (Semantic semantic : values()) {
                if (semantic.word.equals(word)) {
                    return Optional.of(semantic);
                }
            }
            return Optional.empty();
        }
    }

    /** One question with its defaults filled in, or why it cannot be put. */
    sealed interface Item {

        record Put(AskedQuestion question, QuestionContext context) implements Item {}

        /** It lacks a part, or has one that is none. */
        record Incomplete(String reason) implements Item {}
    }

    /** Whether the body asks one question: an absent or an empty array is that. */
    static boolean isSingle(ObjectNode body) {
        JsonNode array = body.get("evaluations");
        return array == null || array.isNull() || (array instanceof ArrayNode items && items.isEmpty());
    }

    static Checked<Evaluations> read(ObjectNode body) {
        if (!(body.get("evaluations") instanceof ArrayNode array)) {
            return refused("malformed-evaluations", "evaluations is not an array.");
        }
        if (array.size() > MOST) {
            return refused("too-many-evaluations", "A call asks at most " + MOST + " questions.");
        }
        for (String part : PARTS) {
            JsonNode standard = body.get(part);
            if (standard != null && !standard.isNull() && !standard.isObject()) {
                return refused("malformed-" + part, "The default " + part + " is not an object.");
            }
        }
        return semantic(body).then(semantic -> {
            List<Item> items = new ArrayList<>();
            for (JsonNode item : array) {
                if (!(item instanceof ObjectNode object)) {
                    return refused("malformed-evaluations", "An item of evaluations is not an object.");
                }
                items.add(item(body, object));
            }
            return new Checked.Valid<>(new Evaluations(items, semantic));
        });
    }

    private static Checked<Semantic> semantic(ObjectNode body) {
        JsonNode options = body.get("options");
        if (options == null || options.isNull()) {
            return new Checked.Valid<>(Semantic.EXECUTE_ALL);
        }
        if (!options.isObject()) {
            return refused("malformed-options", "options is not an object.");
        }
        JsonNode word = options.get("evaluations_semantic");
        if (word == null || word.isNull()) {
            return new Checked.Valid<>(Semantic.EXECUTE_ALL);
        }
        return (word.isString() ? Semantic.of(word.stringValue()) : Optional.<Semantic>empty())
                .<Checked<Semantic>>map(Checked.Valid::new)
                .orElseGet(() -> refused(
                        "unknown-semantic",
                        "evaluations_semantic is one of execute_all, deny_on_first_deny, permit_on_first_permit."));
    }

    /** What an item has replaces the default whole: nothing of the default shows through. */
    private static Item item(ObjectNode defaults, ObjectNode item) {
        ObjectNode whole = JsonNodeFactory.instance.objectNode();
        for (String part : PARTS) {
            JsonNode own = item.get(part);
            JsonNode used = own == null || own.isNull() ? defaults.get(part) : own;
            if (used != null) {
                whole.set(part, used);
            }
        }
        return switch (EvaluationRequest.read(whole)) {
            case Checked.Valid<EvaluationRequest>(EvaluationRequest request) ->
                new Item.Put(request.question(), request.context());
            case Checked.Refused<EvaluationRequest>(Refusal refusal) ->
                new Item.Incomplete(
                        refusal.violations().isEmpty()
                                ? refusal.code()
                                : reason(refusal.violations().getFirst().pointer()));
        };
    }

    /** {@code #/subject/type} makes {@code malformed-subject}. */
    private static String reason(String pointer) {
        return "malformed-" + pointer.split("/", -1)[1];
    }

    private static <T> Checked<T> refused(String code, String detail) {
        return new Checked.Refused<>(new Refusal(400, code, detail));
    }
}
