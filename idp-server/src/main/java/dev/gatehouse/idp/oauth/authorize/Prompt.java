package dev.gatehouse.idp.oauth.authorize;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What the client wants the person to be asked (OpenID Connect Core 1.0 section 3.1.2.1, {@code prompt}). */
enum Prompt {
    NONE,
    LOGIN,
    CONSENT,
    SELECT_ACCOUNT;

    /** The prompts of a parameter; empty when a word is unknown or {@code none} stands with another. */
    static Optional<Set<Prompt>> parse(String parameter) {
        Set<Prompt> prompts = EnumSet.noneOf(Prompt.class);
        for (String word : parameter.split(" ", -1)) {
            Optional<Prompt> prompt = Arrays.stream(values())
                    .filter(one -> one.word().equals(word))
                    .findFirst();
            if (prompt.isEmpty()) {
                return Optional.empty();
            }
            prompts.add(prompt.get());
        }
        return prompts.contains(NONE) && prompts.size() > 1 ? Optional.empty() : Optional.of(prompts);
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
