/**
 * The site's view: what the answers of all hosts say together, as findings. Pure. Imports from
 * {@code modules} the agent's messages ({@code api}) host states ({@code host}) and what they
 * contain ({@code module}).
 */
@NullMarked
package org.hactl.control.view;

import org.jspecify.annotations.NullMarked;
