package dev.gatehouse.idp.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.idp.audit.Actor;
import dev.gatehouse.idp.secrets.CheapHasher;
import dev.gatehouse.idp.storage.DocumentStore;
import dev.gatehouse.idp.storage.Page;
import dev.gatehouse.idp.storage.Stored;
import dev.gatehouse.idp.storage.sqlite.SqliteDocumentStore;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Finding accounts by the questions that administrators ask. */
class AccountListTest {

    @TempDir
    Path folder;

    private DocumentStore store;
    private TestAccounts test;

    @BeforeEach
    void open() {
        store = SqliteDocumentStore.open(folder.resolve("gatehouse.db"), Clock.systemUTC());
        test = new TestAccounts(store, new CheapHasher(), Clock.systemUTC());
        for (String name : List.of("anna", "Anton", "bert", "ann", "an", "an𐐨", "zoë")) {
            test.created(TestAccounts.draft(name).withEmail(TestAccounts.email(name + "@EXAMPLE.com"), false));
        }
    }

    @AfterEach
    void close() {
        store.close();
    }

    private List<String> names(Optional<AccountStatus> status, String prefix) {
        var names = new ArrayList<String>();
        Optional<String> cursor = Optional.empty();
        do {
            Page<Account> page = test.directory.list(TestAccounts.WORKSPACE, status, prefix, 2, cursor);
            page.items().forEach(stored -> names.add(stored.value().username()));
            cursor = page.next();
        } while (cursor.isPresent());
        return names;
    }

    private Account named(String username) {
        return test.directory
                .withUsername(TestAccounts.WORKSPACE, TestAccounts.username(username))
                .map(Stored::value)
                .orElseThrow();
    }

    @Test
    void listsWhenPrefixIsGivenThenEveryNameThatBeginsSo() {
        assertThat(names(Optional.empty(), "AN")).containsExactly("an", "ann", "anna", "Anton", "an𐐨");
        assertThat(names(Optional.empty(), "ann")).containsExactly("ann", "anna");
        assertThat(names(Optional.empty(), "%")).isEmpty();
        assertThat(names(Optional.empty(), "_n")).isEmpty();
        assertThat(names(Optional.empty(), "' OR 1=1 --")).isEmpty();
    }

    @Test
    void listsWhenStatusIsGivenThenThoseAlone() {
        test.accounts.suspend(Actor.system(), named("anna").id(), OptionalLong.empty());
        assertThat(names(Optional.of(AccountStatus.SUSPENDED), "")).containsExactly("anna");
        assertThat(names(Optional.of(AccountStatus.ACTIVE), "an")).containsExactly("an", "ann", "Anton", "an𐐨");
        assertThat(names(Optional.of(AccountStatus.SUSPENDED), "b")).isEmpty();
    }

    @Test
    void findsWhenEmailIsGivenInAnyCaseThenItsAccount() {
        assertThat(test.directory.withEmail(TestAccounts.WORKSPACE, TestAccounts.email("ANNA@example.COM")))
                .hasValueSatisfying(
                        stored -> assertThat(stored.value().username()).isEqualTo("anna"));
        assertThat(test.directory.withEmail("elsewhere", TestAccounts.email("anna@example.com")))
                .isEmpty();
    }

    @Test
    void deletesWhenAnotherWasFasterThenStaleAndNothingDies() {
        Stored<Account> seen = test.directory
                .withUsername(TestAccounts.WORKSPACE, TestAccounts.username("bert"))
                .orElseThrow();
        test.accounts.update(
                Actor.system(),
                seen.value().id(),
                OptionalLong.empty(),
                account -> account.withProfile(Profile.named("Bert", null, null)));
        assertThat(test.accounts.delete(Actor.system(), seen)).isInstanceOf(AccountUpdate.Stale.class);
        assertThat(test.raised).isEmpty();
        assertThat(named("bert").active()).isTrue();
    }

    @Test
    void deletesWhenSeenThenTheIdIsGoneAndTheNameIsFree() {
        Account anna = named("anna");
        assertThat(test.accounts.delete(Actor.system(), anna.id())).isTrue();
        assertThat(test.directory.find(anna.id())).isEmpty();
        assertThat(test.raised).containsExactly(anna.id().value() + " 2");
        assertThat(test.created(TestAccounts.draft("anna")).id()).isNotEqualTo(anna.id());
    }
}
