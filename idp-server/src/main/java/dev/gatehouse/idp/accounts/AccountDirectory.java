package dev.gatehouse.idp.accounts;

import dev.gatehouse.idp.storage.DocumentStore;
import dev.gatehouse.idp.storage.DocumentType;
import dev.gatehouse.idp.storage.Documents;
import dev.gatehouse.idp.storage.Page;
import dev.gatehouse.idp.storage.Query;
import dev.gatehouse.idp.storage.Stored;
import java.util.Optional;

/** Finds accounts, and says in one place whether an account may be used. */
public final class AccountDirectory {

    static final String BY_USERNAME = "username";
    static final String BY_EMAIL = "email";
    private static final String BY_WORKSPACE = "workspace";

    static final DocumentType<Account> TYPE = DocumentType.named("accounts", Account.class)
            .unique(BY_USERNAME, "workspace", "usernameKey")
            .unique(BY_EMAIL, "workspace", "emailKey")
            .index(BY_WORKSPACE, "workspace")
            .build();

    private final Documents<Account> documents;

    public AccountDirectory(DocumentStore store) {
        this.documents = store.open(TYPE);
    }

    /** The account in whatever state it is. What follows from its state is {@link #standing}. */
    public Optional<Stored<Account>> find(AccountId id) {
        return documents.get(id.value());
    }

    /**
     * Whether what acts for this account may go on. Every way in (password, session, token, key) asks here and nowhere
     * else.
     */
    public AccountStanding standing(AccountId id) {
        return documents
                .get(id.value())
                .<AccountStanding>map(stored -> stored.value().active()
                        ? new AccountStanding.Good(stored.value())
                        : new AccountStanding.Suspended(stored.value()))
                .orElseGet(AccountStanding.Gone::new);
    }

    /**
     * The account that a person means by what they typed: their username or their verified e-mail address. An address
     * belongs to who has verified it, so that nobody can stand before its owner by a username that looks like it.
     */
    public Optional<Account> named(String workspace, String typed) {
        Optional<Account> byEmail = EmailAddress.parse(typed)
                .flatMap(email ->
                        first(Query.by(BY_EMAIL).where("workspace", workspace).where("emailKey", email.key())))
                .filter(Account::emailVerified);
        Optional<Account> byUsername = Username.parse(typed)
                .flatMap(username -> first(
                        Query.by(BY_USERNAME).where("workspace", workspace).where("usernameKey", username.key())));
        return byEmail.or(() -> byUsername);
    }

    /** Accounts of a workspace, oldest first. */
    public Page<Account> list(String workspace, int limit, Optional<String> cursor) {
        Query query = Query.by(BY_WORKSPACE).where("workspace", workspace).limit(limit);
        return documents.find(cursor.map(query::after).orElse(query));
    }

    private Optional<Account> first(Query query) {
        return documents.find(query.limit(1)).items().stream().findFirst().map(Stored::value);
    }
}
