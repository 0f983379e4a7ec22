package dev.gatehouse.idp.cli.bench;

import java.io.IOException;
import java.util.Map;

/** Sign-in with a password on the page for it. Argon2id takes the processors, so more connections would only wait. */
record SignInWorkload(BenchPerson person) implements Workload {

    private static final int CONNECTIONS = 4;

    @Override
    public String name() {
        return "sign-in with a password";
    }

    @Override
    public int connections(int wished) {
        return Math.min(CONNECTIONS, wished);
    }

    @Override
    public String script() throws IOException, InterruptedException {
        BenchPerson.Form form = person.signInForm();
        return new FormWorkload(name(), "/login", Map.of("Cookie", form.cookies()), form.body()).script();
    }
}
