/** What operators hold on this host: each new word is written and told before it has an effect. */
@NullMarked
package org.hactl.agent.converge.hold;

import org.jspecify.annotations.NullMarked;
