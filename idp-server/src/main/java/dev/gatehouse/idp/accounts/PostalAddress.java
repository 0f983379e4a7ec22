package dev.gatehouse.idp.accounts;

import org.jspecify.annotations.Nullable;

/**
 * A postal address.
 *
 * @see <a href="https://openid.net/specs/openid-connect-core-1_0.html#AddressClaim">OpenID Connect Core section
 *     5.1.1</a>
 */
public record PostalAddress(
        @Nullable String formatted,
        @Nullable String streetAddress,
        @Nullable String locality,
        @Nullable String region,
        @Nullable String postalCode,
        @Nullable String country) {}
