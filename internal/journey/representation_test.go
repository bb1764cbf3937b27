package journey

import (
	"testing"

	"touchstone/internal/testkit"
)

// An administrator sets up a service that turns texts into numbers, in each language, sees it fail, and ends it.
func TestAnAdministratorSetsUpAService(t *testing.T) {
	t.Parallel()
	for lang, label := range map[string]string{"en": "Test the connection", "es": "Probar la conexión", "tr": "Bağlantıyı sına"} {
		t.Run(lang, func(t *testing.T) {
			t.Parallel()
			s, service := newSite(t), testkit.NewService(t)
			b := setUp(t, s, lang)
			b.open("/representation")
			b.sound()
			b.fill("#f-url", service.URL)
			b.fill("#f-model", testkit.ServiceModel)
			service.Down(true)
			b.press(label)
			b.sound()
			service.Down(false)
			b.press(label)
			b.says("64")
			b.click("button.main")
			b.says(service.URL, testkit.ServiceModel)
			b.sound()
			b.click(`form[action="/representation/end"] button`)
			b.says(testkit.ServiceModel)
			b.sound()
		})
	}
}
