@NullMarked
package dev.gatehouse.idp;

import org.jspecify.annotations.NullMarked;
