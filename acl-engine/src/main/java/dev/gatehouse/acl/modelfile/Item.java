package dev.gatehouse.acl.modelfile;

import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A value of a file and the path to it. What is not as it should be ends the reading: {@link UnreadableException} never
 * leaves this package.
 */
record Item(String path, @Nullable Object value) {

    /** Carries a problem to where the reading began. */
    static final class UnreadableException extends Exception {

        private static final long serialVersionUID = 1;

        private final transient Problem problem;

        UnreadableException(Problem problem) {
            super(problem.toString());
            this.problem = problem;
        }

        Problem problem() {
            return problem;
        }
    }

    UnreadableException wrong(String message) {
        return new UnreadableException(new Problem(path, message));
    }

    private boolean isNothing() {
        return value == null || value.equals("");
    }

    /** The members of a map, whatever their keys are. */
    Map<String, Item> members() throws UnreadableException {
        Map<String, Item> members = new LinkedHashMap<>();
        if (isNothing()) {
            return members;
        }
        if (!(value instanceof Map<?, ?> map)) {
            throw wrong("this should be a map");
        }
        map.forEach(
                (key, member) -> members.put("" + key, new Item(path.isEmpty() ? "" + key : path + "." + key, member)));
        return members;
    }

    /** The members of a map that has no other keys than these. */
    Map<String, Item> members(List<String> keys) throws UnreadableException {
        Map<String, Item> members = members();
        for (Map.Entry<String, Item> member : members.entrySet()) {
            if (!keys.contains(member.getKey())) {
                throw member.getValue().wrong("unknown key; known here are " + String.join(", ", keys));
            }
        }
        return members;
    }

    /** The one member of a map that must have one. */
    Map.Entry<String, Item> only() throws UnreadableException {
        Map<String, Item> members = members();
        if (members.size() != 1) {
            throw wrong("this should be a map with one key");
        }
        return members.entrySet().iterator().next();
    }

    Item required(Map<String, Item> members, String key) throws UnreadableException {
        Item member = members.get(key);
        if (member == null) {
            throw wrong("the key " + key + " is missing");
        }
        return member;
    }

    List<Item> items() throws UnreadableException {
        if (isNothing()) {
            return List.of();
        }
        if (!(value instanceof List<?> list)) {
            throw wrong("this should be a list");
        }
        List<Item> items = new ArrayList<>();
        for (Object item : list) {
            items.add(new Item(path + "[" + items.size() + "]", item));
        }
        return items;
    }

    /** A list, or one item that stands for itself. */
    List<Item> itemOrItems() throws UnreadableException {
        return value instanceof List<?> ? items() : List.of(this);
    }

    String text() throws UnreadableException {
        if (value == null || value instanceof Map<?, ?> || value instanceof List<?>) {
            throw wrong("this should be a text");
        }
        return value.toString();
    }

    boolean truth() throws UnreadableException {
        return switch (text()) {
            case "true" -> true;
            case "false" -> false;
            default -> throw wrong("this should be true or false");
        };
    }

    /** A text that is read further; whoever refuses it says why. */
    <T> T as(Function<String, T> parse) throws UnreadableException {
        try {
            return parse.apply(text());
        } catch (IllegalArgumentException | DateTimeException refused) {
            throw wrong(Optional.ofNullable(refused.getMessage()).orElseGet(refused::toString));
        }
    }

    <T> List<T> allAs(Function<String, T> parse) throws UnreadableException {
        List<T> all = new ArrayList<>();
        for (Item item : itemOrItems()) {
            all.add(item.as(parse));
        }
        return all;
    }
}
