@NullMarked
package dev.gatehouse.idp.oauth;

import org.jspecify.annotations.NullMarked;
