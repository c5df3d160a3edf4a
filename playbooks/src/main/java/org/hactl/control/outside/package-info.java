/**
 * The directors outside a run, which a limit left out: they are asked how the site serves, and not
 * changed. Of the rest of {@code control} it imports only {@code AgentQueries}, {@code Fleet} and
 * the site's view.
 */
@NullMarked
package org.hactl.control.outside;

import org.jspecify.annotations.NullMarked;
