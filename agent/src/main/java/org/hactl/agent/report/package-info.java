/** What happened, told to the event journal, the log, mail, hooks and pipes. */
@NullMarked
package org.hactl.agent.report;

import org.jspecify.annotations.NullMarked;
