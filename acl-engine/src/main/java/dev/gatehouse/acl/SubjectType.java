package dev.gatehouse.acl;

import java.util.Arrays;
import java.util.Optional;

/** The kinds of those who act, by the words that callers use. */
public enum SubjectType {
    USER("user"),
    SERVICE("service"),
    /** Of one subject, whose id is {@code guest} where one is asked for. */
    GUEST("guest");

    private final String word;

    SubjectType(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }

    public static Optional<SubjectType> find(String word) {
        return Arrays.stream(values()).filter(type -> type.word.equals(word)).findFirst();
    }

    /** The subject of this type with an id; an {@link IllegalArgumentException} says why there can be none. */
    public Subject subject(String id) {
        return switch (this) {
            case USER -> Subject.user(id);
            case SERVICE -> Subject.service(id);
            case GUEST -> {
                if (!id.equals(word)) {
                    throw new IllegalArgumentException("The one guest has the id guest");
                }
                yield Subject.GUEST;
            }
        };
    }

    public static SubjectType of(Subject subject) {
        return switch (subject) {
            case Subject.User user -> USER;
            case Subject.Service service -> SERVICE;
            case Subject.Guest guest -> GUEST;
        };
    }
}
