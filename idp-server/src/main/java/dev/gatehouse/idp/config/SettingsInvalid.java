package dev.gatehouse.idp.config;

import java.util.List;

/** The settings cannot be used. Each problem is a sentence that names its setting; no secret is in them. */
public final class SettingsInvalid extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String[] problems;

    public SettingsInvalid(List<String> problems) {
        super(String.join(" ", problems));
        this.problems = problems.toArray(String[]::new);
    }

    public List<String> problems() {
        return List.of(problems);
    }
}
