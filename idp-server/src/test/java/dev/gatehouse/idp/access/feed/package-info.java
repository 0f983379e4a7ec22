@NullMarked
package dev.gatehouse.idp.access.feed;

import org.jspecify.annotations.NullMarked;
