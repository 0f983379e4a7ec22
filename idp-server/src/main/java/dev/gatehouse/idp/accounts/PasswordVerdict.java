package dev.gatehouse.idp.accounts;

/** What the password rules say to a new password. */
public sealed interface PasswordVerdict {

    record Acceptable() implements PasswordVerdict {}

    /** It has fewer than {@code least} characters. */
    record TooShort(int least) implements PasswordVerdict {}

    /** It has more than {@code mostBytes} bytes. */
    record TooLong(int mostBytes) implements PasswordVerdict {}

    /** Attackers try it, or something like it, first. */
    record Common() implements PasswordVerdict {}

    /** It is little more than the person's name, their e-mail address or the name of this service. */
    record Guessable() implements PasswordVerdict {}

    /** It is the password that was to be replaced. */
    record Unchanged() implements PasswordVerdict {}

    /** In one sentence, for operators and programs. */
    default String explanation() {
        return switch (this) {
            case Acceptable() -> "it keeps the rules";
            case TooShort(int least) -> "it has fewer than " + least + " characters";
            case TooLong(int mostBytes) -> "it has more than " + mostBytes + " bytes";
            case Common() -> "it is one of the passwords that are guessed first";
            case Guessable() -> "it is close to the person's name or the name of this service";
            case Unchanged() -> "it is the present password";
        };
    }
}
