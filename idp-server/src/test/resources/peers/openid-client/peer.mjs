// Drives an OpenID provider with openid-client. What a person must do in a browser is asked for on standard output,
// one line each ("open <url>", "approve <url>"), and answered on standard input with the address that the browser
// ended at. The last line is "done"; anything that fails ends the program with its reason and status 1.
import assert from "node:assert/strict";
import readline from "node:readline";
import * as oidc from "openid-client";

const [issuer, serviceId, serviceSecret, webId, webSecret, redirectUri] = process.argv.slice(2);
const answers = readline.createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const options = { execute: [oidc.allowInsecureRequests] };

async function askPerson(errand, url) {
  console.log(`${errand} ${url}`);
  const { value } = await answers.next();
  return new URL(value);
}

async function serviceTokens() {
  const config = await oidc.discovery(new URL(issuer), serviceId, undefined, oidc.ClientSecretBasic(serviceSecret), options);
  const tokens = await oidc.clientCredentialsGrant(config);
  assert.equal(tokens.token_type, "bearer");
  assert.equal(tokens.expires_in, 54_000);
  const alive = await oidc.tokenIntrospection(config, tokens.access_token);
  assert.equal(alive.active, true);
  assert.equal(alive.client_id, serviceId);
  await oidc.tokenRevocation(config, tokens.access_token);
  const dead = await oidc.tokenIntrospection(config, tokens.access_token);
  assert.deepEqual(dead, { active: false });
}

async function redeem(config, url, checks) {
  const callback = await askPerson("open", url);
  return oidc.authorizationCodeGrant(config, callback, checks);
}

async function personTokens(config, pushed) {
  const verifier = oidc.randomPKCECodeVerifier();
  const checks = {
    pkceCodeVerifier: verifier,
    expectedState: oidc.randomState(),
    expectedNonce: oidc.randomNonce(),
    idTokenExpected: true,
  };
  const parameters = {
    redirect_uri: redirectUri,
    scope: "openid profile email offline_access",
    code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
    code_challenge_method: "S256",
    state: checks.expectedState,
    nonce: checks.expectedNonce,
  };
  const url = pushed
    ? await oidc.buildAuthorizationUrlWithPAR(config, parameters)
    : oidc.buildAuthorizationUrl(config, parameters);
  const tokens = await redeem(config, url, checks);
  const subject = tokens.claims().sub;
  const person = await oidc.fetchUserInfo(config, tokens.access_token, subject);
  assert.equal(person.sub, subject);

  const refreshed = await oidc.refreshTokenGrant(config, tokens.refresh_token);
  assert.notEqual(refreshed.refresh_token, tokens.refresh_token);
  assert.equal((await oidc.fetchUserInfo(config, refreshed.access_token, subject)).sub, subject);
  assert.equal((await oidc.fetchUserInfo(config, tokens.access_token, subject)).sub, subject);

  await oidc.tokenRevocation(config, refreshed.refresh_token);
  await assert.rejects(oidc.refreshTokenGrant(config, refreshed.refresh_token), { error: "invalid_grant" });
}

async function deviceTokens(config) {
  const device = await oidc.initiateDeviceAuthorization(config, { scope: "openid profile" });
  const polling = oidc.pollDeviceAuthorizationGrant(config, device);
  await askPerson("approve", device.verification_uri_complete);
  const tokens = await polling;
  const claims = tokens.claims();
  assert.equal((await oidc.fetchUserInfo(config, tokens.access_token, claims.sub)).sub, claims.sub);
}

await serviceTokens();
const config = await oidc.discovery(new URL(issuer), webId, undefined, oidc.ClientSecretPost(webSecret), options);
await personTokens(config, false);
await personTokens(config, true);
await deviceTokens(config);
console.log("done");
process.exit(0);
