package dev.gatehouse.idp.signin;

import dev.gatehouse.idp.accounts.Account;
import dev.gatehouse.idp.accounts.PostalAddress;
import dev.gatehouse.idp.accounts.Profile;
import dev.gatehouse.idp.clients.Clients;
import dev.gatehouse.idp.grants.Consent;
import dev.gatehouse.idp.pages.Language;
import dev.gatehouse.idp.pages.ScopeTexts;
import dev.gatehouse.idp.sessions.SessionId;
import dev.gatehouse.idp.sessions.Sessions;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the account page shows of a person, their sessions and the applications that they let in. */
final class AccountView {

    private final Language language;
    private final ZoneId zone;
    private final DateTimeFormatter times;
    private final DateTimeFormatter dates;

    AccountView(Language language, Profile profile) {
        this.language = language;
        this.zone = zone(profile.zoneinfo());
        this.times = DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT)
                .withLocale(language.locale());
        this.dates = DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG).withLocale(language.locale());
    }

    List<Map<String, Object>> facts(Account account) {
        Profile profile = account.profile();
        List<Map<String, Object>> facts = new ArrayList<>();
        add(facts, "name", profile.name(), "");
        add(facts, "username", account.username(), "");
        add(facts, "email", account.email(), language.text(account.emailVerified() ? "verified" : "notVerified"));
        add(
                facts,
                "phone",
                profile.phoneNumber(),
                language.text(profile.phoneNumberVerified() ? "verified" : "notVerified"));
        add(facts, "birthdate", profile.birthdate(), "");
        PostalAddress address = profile.address();
        add(facts, "address", address == null ? null : address.formatted(), "");
        return facts;
    }

    List<Map<String, Object>> sessions(List<Sessions.Listed> sessions, SessionId current) {
        return sessions.stream().map(listed -> session(listed, current)).toList();
    }

    List<Map<String, Object>> applications(List<Consent> consents, Clients clients) {
        return consents.stream().map(consent -> application(consent, clients)).toList();
    }

    private Map<String, Object> application(Consent consent, Clients clients) {
        // A client that was deleted has left its id.
        String name = clients.find(consent.client())
                .map(known -> known.client().name())
                .orElse(consent.client());
        return Map.of(
                "client", consent.client(),
                "application", name,
                "everywhere", !consent.scopes().isEmpty(),
                "scopes", ScopeTexts.of(language, consent.scopes()),
                "resources",
                        consent.resources().stream()
                                .map(one -> Map.of(
                                        "resource", one.resource(), "scopes", ScopeTexts.of(language, one.scopes())))
                                .toList(),
                "since", dates.format(consent.givenAt().atZone(zone)),
                "sinceIso", consent.givenAt().toString(),
                "withdrawLabel", language.text("withdrawLabel", name));
    }

    private Map<String, Object> session(Sessions.Listed listed, SessionId current) {
        String browser = BrowserName.of(listed.browser().userAgent()).orElseGet(() -> language.text("unknownBrowser"));
        return Map.of(
                "sid", listed.session().sid().value(),
                "current", listed.session().sid().equals(current),
                "browser", browser,
                "address", listed.browser().address(),
                "signedIn", time(listed.session().authTime()),
                "signedInIso", listed.session().authTime().toString(),
                "lastSeen", time(listed.session().lastSeenAt()),
                "lastSeenIso", listed.session().lastSeenAt().toString(),
                "endLabel", language.text("endSessionLabel", browser));
    }

    private String time(Instant instant) {
        String text = times.format(instant.atZone(zone));
        return zone.equals(ZoneOffset.UTC) ? text + " UTC" : text;
    }

    private void add(List<Map<String, Object>> facts, String term, @Nullable String value, String note) {
        if (value != null) {
            facts.add(Map.of("term", language.text(term), "value", value, "note", note));
        }
    }

    private static ZoneId zone(@Nullable String name) {
        try {
            return name == null ? ZoneOffset.UTC : ZoneId.of(name);
        } catch (DateTimeException unknown) {
            return ZoneOffset.UTC;
        }
    }
}
