/** What a run keeps on the controller: its links and reports among the archived artifacts, materials while a step runs. */
package io.jenkins.plugins.intoto.archive;
