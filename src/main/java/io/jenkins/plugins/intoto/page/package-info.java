/** What people see of a run: the summary on its page, a page of its own, the job's last verification, and the same as data. */
package io.jenkins.plugins.intoto.page;
