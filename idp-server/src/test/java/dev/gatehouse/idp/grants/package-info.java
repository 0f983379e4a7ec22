@NullMarked
package dev.gatehouse.idp.grants;

import org.jspecify.annotations.NullMarked;
