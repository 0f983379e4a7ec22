@NullMarked
package dev.gatehouse.idp.tokens;

import org.jspecify.annotations.NullMarked;
