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
    private static final String BY_STATUS = "status";

    static final DocumentType<Account> TYPE = DocumentType.named("accounts", Account.class)
            .unique(BY_USERNAME, "workspace", "usernameKey")
            .unique(BY_EMAIL, "workspace", "emailKey")
            .index(BY_WORKSPACE, "workspace")
            .index(BY_STATUS, "workspace", "status", "usernameKey")
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
        return page(Query.by(BY_WORKSPACE).where("workspace", workspace), limit, cursor);
    }

    /** Accounts whose username begins so, in order of username. */
    public Page<Account> list(
            String workspace,
            Optional<AccountStatus> status,
            String usernamePrefix,
            int limit,
            Optional<String> cursor) {
        Query query = status.map(wanted ->
                        Query.by(BY_STATUS).where("workspace", workspace).where("status", wanted))
                .orElseGet(() -> Query.by(BY_USERNAME).where("workspace", workspace));
        String prefix = Username.keyOf(usernamePrefix);
        // No username has this character, and none that begins with the prefix comes after it.
        Query page =
                prefix.isEmpty() ? query : query.between(prefix, prefix + Character.toString(Character.MAX_CODE_POINT));
        return page(page, limit, cursor);
    }

    /** The account of exactly this username. */
    public Optional<Stored<Account>> withUsername(String workspace, Username username) {
        return stored(Query.by(BY_USERNAME).where("workspace", workspace).where("usernameKey", username.key()));
    }

    /** The account of exactly this e-mail address, verified or not. */
    public Optional<Stored<Account>> withEmail(String workspace, EmailAddress email) {
        return stored(Query.by(BY_EMAIL).where("workspace", workspace).where("emailKey", email.key()));
    }

    private Page<Account> page(Query query, int limit, Optional<String> cursor) {
        Query page = query.limit(limit);
        return documents.find(cursor.map(page::after).orElse(page));
    }

    private Optional<Stored<Account>> stored(Query query) {
        return documents.find(query.limit(1)).items().stream().findFirst();
    }

    private Optional<Account> first(Query query) {
        return stored(query).map(Stored::value);
    }
}
