@NullMarked
package dev.gatehouse.idp.access.contents;

import org.jspecify.annotations.NullMarked;
