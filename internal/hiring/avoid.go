package hiring

// AvoidTopics lists what no interviewer asks about, whatever the job: what the law of most countries keeps out of
// hiring, and what says nothing about the work. The words of each say what may be asked instead.
func AvoidTopics() []string {
	return []string{"age", "family", "pregnancy", "health", "religion", "politics", "origin", "identity", "salary", "record"}
}
