package dev.gatehouse.acl.bench;

import com.cedarpolicy.BasicAuthorizationEngine;
import com.cedarpolicy.model.AuthorizationRequest;
import com.cedarpolicy.model.AuthorizationResponse;
import com.cedarpolicy.model.entity.Entities;
import com.cedarpolicy.model.entity.Entity;
import com.cedarpolicy.model.policy.Policy;
import com.cedarpolicy.model.policy.PolicySet;
import com.cedarpolicy.value.EntityUID;
import dev.gatehouse.acl.Decision;
import dev.gatehouse.acl.ObjectRef;
import dev.gatehouse.acl.Right;
import dev.gatehouse.acl.Subject;
import dev.gatehouse.acl.engine.AccessView;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.casbin.jcasbin.main.Enforcer;
import org.casbin.jcasbin.model.Model;

/**
 * A model that the peers can hold: objects with three entries each, roles nested ten deep, a user at the bottom of each
 * chain. jCasbin goes through its policies one by one, and Cedar's binding takes the entities with each request, so
 * larger ones would measure patience.
 */
final class SmallWorld {

    static final int OBJECTS = 300;
    static final int USERS = 100;
    static final int CHAINS = 10;
    private static final int DEPTH = 10;

    final AccessView ours;
    private final Enforcer casbin = new Enforcer(casbinModel());
    private final BasicAuthorizationEngine cedar = new BasicAuthorizationEngine();
    private final PolicySet cedarPolicies;
    private final Map<Integer, Entities> cedarUsers = new HashMap<>();

    SmallWorld() throws Exception {
        SmallModel model = new SmallModel();
        Set<Policy> policies = new HashSet<>();
        List<List<String>> lines = new ArrayList<>();
        for (int object = 0; object < OBJECTS; object++) {
            int top = object % CHAINS;
            model.allowRole(object, top, DEPTH - 1);
            model.allowUser(object, object % USERS);
            model.denyRole(object, (top + 1) % CHAINS, DEPTH / 2);
            String role = "role" + top + "-" + (DEPTH - 1);
            String denied = "role" + (top + 1) % CHAINS + "-" + DEPTH / 2;
            lines.add(List.of(role, "d" + object, "read", "allow"));
            lines.add(List.of("user" + object % USERS, "d" + object, "update", "allow"));
            lines.add(List.of(denied, "d" + object, "update", "deny"));
            policies.add(policy("permit", "principal in Role::\"" + role + "\"", "read", object, "a"));
            policies.add(policy("permit", "principal == User::\"user" + object % USERS + "\"", "update", object, "b"));
            policies.add(policy("forbid", "principal in Role::\"" + denied + "\"", "update", object, "c"));
        }
        casbin.addPolicies(lines);
        for (int chain = 0; chain < CHAINS; chain++) {
            for (int level = 0; level < DEPTH - 1; level++) {
                casbin.addGroupingPolicy("role" + chain + "-" + level, "role" + chain + "-" + (level + 1));
            }
        }
        for (int user = 0; user < USERS; user++) {
            model.member(user, user % CHAINS);
            casbin.addGroupingPolicy("user" + user, "role" + user % CHAINS + "-0");
            cedarUsers.put(user, entities(user));
        }
        cedarPolicies = new PolicySet(policies);
        cedarPolicies.cache();
        ours = model.view();
        for (int i = 0; i < 200; i++) {
            boolean expected = ours(i);
            if (casbin(i) != expected || cedar(i) != expected) {
                throw new IllegalStateException("The peers do not hold the same model: question " + i);
            }
        }
    }

    private static Model casbinModel() {
        Model model = new Model();
        model.loadModelFromText("""
                [request_definition]
                r = sub, obj, act
                [policy_definition]
                p = sub, obj, act, eft
                [role_definition]
                g = _, _
                [policy_effect]
                e = some(where (p.eft == allow)) && !some(where (p.eft == deny))
                [matchers]
                m = r.obj == p.obj && r.act == p.act && g(r.sub, p.sub)
                """);
        return model;
    }

    private static Policy policy(String effect, String principal, String action, int object, String id) {
        return new Policy(
                "%s(%s, action == Action::\"%s\", resource == Doc::\"d%d\");"
                        .formatted(effect, principal, action, object),
                "p" + object + id);
    }

    private static EntityUID uid(String type, String id) {
        return EntityUID.parse(type + "::\"" + id + "\"").orElseThrow();
    }

    private static Entities entities(int user) {
        int chain = user % CHAINS;
        Set<Entity> entities = new HashSet<>();
        entities.add(new Entity(uid("User", "user" + user), Set.of(uid("Role", "role" + chain + "-0"))));
        for (int level = 0; level < DEPTH; level++) {
            Set<EntityUID> parents =
                    level == DEPTH - 1 ? Set.of() : Set.of(uid("Role", "role" + chain + "-" + (level + 1)));
            entities.add(new Entity(uid("Role", "role" + chain + "-" + level), parents));
        }
        return new Entities(entities);
    }

    private static String right(int question) {
        return question % 2 == 0 ? "read" : "update";
    }

    boolean ours(int question) {
        return ours.check(
                        Subject.user("user" + question % USERS),
                        right(question).equals("read") ? Right.READ : Right.UPDATE,
                        ObjectRef.of("doc", "d" + question * 7 % OBJECTS),
                        LargeWorld.NOW)
                instanceof Decision.Allowed;
    }

    boolean casbin(int question) {
        return casbin.enforce("user" + question % USERS, "d" + question * 7 % OBJECTS, right(question));
    }

    boolean cedar(int question) throws Exception {
        AuthorizationRequest request = new AuthorizationRequest(
                uid("User", "user" + question % USERS),
                uid("Action", right(question)),
                uid("Doc", "d" + question * 7 % OBJECTS),
                Map.of());
        AuthorizationResponse response =
                cedar.isAuthorized(request, cedarPolicies, cedarUsers.getOrDefault(question % USERS, new Entities()));
        return response.success
                .orElseThrow(() -> new IllegalStateException("Cedar: " + response))
                .isAllowed();
    }
}
