/** What the documentation says is compared with what the product does. */
@NullMarked
package dev.gatehouse.idp.docs;

import org.jspecify.annotations.NullMarked;
