package dev.gatehouse.idp.cli.bench;

import dev.gatehouse.idp.accounts.Account;
import dev.gatehouse.idp.accounts.AccountDirectory;
import dev.gatehouse.idp.audit.AuditTrail;
import dev.gatehouse.idp.config.OfflineServer;
import dev.gatehouse.idp.secrets.CookieCipher;
import dev.gatehouse.idp.secrets.FieldCipher;
import dev.gatehouse.idp.secrets.KeyedHash;
import dev.gatehouse.idp.sessions.SessionCookie;
import dev.gatehouse.idp.sessions.SessionLimits;
import dev.gatehouse.idp.sessions.Sessions;
import dev.gatehouse.idp.sessions.SignInMethod;
import dev.gatehouse.idp.storage.DocumentStore;
import dev.gatehouse.idp.storage.Page;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.springframework.context.ApplicationContext;

/** Sessions of many people, put into the store of a stopped server: to sign in so often would take minutes. */
final class LiveSessions {

    private static final int PAGE = 200;

    private LiveSessions() {}

    /** A session for each person; each one's cookie, as a browser sends it. */
    static List<String> begin(Path data) throws InterruptedException {
        try (var parts = OfflineServer.open(Map.of("gatehouse.data", data.toString()));
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var accounts = new AccountDirectory(parts.getBean("documents", DocumentStore.class));
            Sessions sessions = sessions(parts, accounts);
            var cookie = new SessionCookie(parts.getBean(CookieCipher.class));
            List<Future<String>> begun = new ArrayList<>();
            Optional<String> next = Optional.empty();
            do {
                Page<Account> page = accounts.list("system", PAGE, next);
                for (var person : page.items()) {
                    begun.add(threads.submit(
                            () -> cookie.header(sessions.begin(person.value(), SignInMethod.PASSWORD, Optional.empty())
                                    .secret())));
                }
                next = page.next();
            } while (next.isPresent());
            var cookies = new ArrayList<String>();
            for (Future<String> each : begun) {
                cookies.add(each.get().split(";", 2)[0]);
            }
            return cookies;
        } catch (ExecutionException e) {
            throw new IllegalStateException("a session cannot be begun", e.getCause());
        }
    }

    private static Sessions sessions(ApplicationContext parts, AccountDirectory accounts) {
        return new Sessions(
                parts.getBean("documents", DocumentStore.class),
                accounts,
                parts.getBean(KeyedHash.class),
                parts.getBean(FieldCipher.class),
                parts.getBean(AuditTrail.class),
                (session, change) -> {},
                new SessionLimits(Duration.ofMinutes(30), Duration.ofHours(12)),
                parts.getBean(Clock.class),
                parts.getBean(SecureRandom.class));
    }
}
