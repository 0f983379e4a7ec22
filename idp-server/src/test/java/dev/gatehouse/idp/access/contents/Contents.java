package dev.gatehouse.idp.access.contents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.acl.Entry;
import dev.gatehouse.acl.ObjectRef;
import dev.gatehouse.acl.ObjectType;
import dev.gatehouse.acl.Right;
import dev.gatehouse.acl.Rights;
import dev.gatehouse.acl.RoleId;
import dev.gatehouse.acl.Subject;
import dev.gatehouse.acl.change.Change;
import dev.gatehouse.idp.TestServer;
import dev.gatehouse.idp.access.decisions.Decisions;
import dev.gatehouse.idp.accounts.Account;
import dev.gatehouse.idp.admin.Api;
import dev.gatehouse.idp.admin.People;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/** What tests of a workspace's contents begin with, and how they read lists. */
final class Contents {

    /** Ids that servers, proxies, JSON, URLs and people find hard. */
    static final List<String> NASTY = List.of(
            "50%",
            "%2F",
            "a;b=c",
            "..",
            ".",
            "~",
            "~b3Bz",
            "a b",
            " ",
            "a+b",
            "a\\b",
            "?x=y&z",
            "#f",
            "\"q\"",
            "\u00e9",
            "e\u0301",
            "\ud83d\ude00",
            "\u202e",
            "\ufeff",
            "<b>",
            "x".repeat(512),
            "\u00e9".repeat(256),
            ":",
            "::");

    private Contents() {}

    /** A person of {@code system} who has just these rights there. */
    static Api somebody(TestServer server, People people, String name, Change... given) {
        return Api.as(server, people.token(person(server, people, name, given)));
    }

    static Account person(TestServer server, People people, String name, Change... given) {
        Account account = people.member(name);
        if (given.length > 0) {
            Decisions.make(server, "system", given);
        }
        return account;
    }

    static Change allow(Subject subject, String object, Right... rights) {
        return new Change.EntryAdded(Entry.allow(ObjectRef.parse(object), subject, Rights.of(rights)));
    }

    static Subject of(Account account) {
        return Subject.user(account.id().value());
    }

    static Change role(String id) {
        return new Change.RoleCreated(new RoleId(id));
    }

    static Change type(String name, String... parents) {
        return new Change.ObjectTypeDefined(ObjectType.of(name, List.of("sign"), Arrays.asList(parents)));
    }

    static Change object(String object, String parent) {
        return new Change.ObjectPut(ObjectRef.parse(object), ObjectRef.parse(parent), true);
    }

    static Change object(String object) {
        return new Change.ObjectPut(ObjectRef.parse(object), null, true);
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    static String revision(Api.Answer answer) {
        return answer.response().headers().firstValue("Gatehouse-Revision").orElseThrow();
    }

    /** The values of a member of all items, read in pages of two; {@code between} happens after each page. */
    static List<String> all(Api caller, String path, String member, Consumer<Integer> between) {
        List<String> found = new ArrayList<>();
        String query = path + (path.contains("?") ? "&" : "?") + "limit=2";
        String revision = "";
        String next = "";
        for (int page = 0; page == 0 || !next.isEmpty(); page++) {
            Api.Answer answer = caller.get(next.isEmpty() ? query : query + "&cursor=" + next)
                    .is(200);
            answer.json()
                    .path("items")
                    .forEach(item -> found.add(item.path(member).asString()));
            assertThat(revision).isIn("", revision(answer));
            revision = revision(answer);
            next = answer.text("next");
            between.accept(page);
        }
        return found;
    }

    static List<String> all(Api caller, String path, String member) {
        return all(caller, path, member, page -> {});
    }
}
