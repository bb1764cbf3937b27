package text

import (
	"slices"
	"strings"
	"sync"
)

// The words that carry grammar rather than matter, as people write them in answers about their work. They are left
// in what similarity compares (idf makes them light) and out of what is shown as the reason for a match.
const (
	englishFunctionWords = `a about above after again against all almost also although always am an and another any
anyone anything are aren't around as at away back be became because been before being below between both but by came
can can't cannot come could couldn't did didn't do does doesn't doing don't done down during each either else enough
even ever every everyone everything few first for from further gave get gets getting give go goes going gone got had
hadn't has hasn't have haven't having he he'd he's her here hers herself him himself his how however i i'd i'll i'm
i've if in instead into is isn't it it's its itself just know last least less let let's like lot made make many may me
might mine more most much must my myself near never next no nobody none nor not nothing now of off often on once one
only onto or other others our ours ourselves out over own per put quite rather really said same say says she she'd
she's should shouldn't since so some someone something still such take than that that's the their theirs them
themselves then there there's these they they'd they're they've thing things this those though through thus to
together told too took towards two under until up upon us very was wasn't we we'd we're we've well went were weren't
what what's when where whether which while who who's whole whom whose why will with within without won't would
wouldn't yes yet you you'd you'll you're you've your yours yourself`

	spanishFunctionWords = `a acá además ahí ahora al algo alguien algún alguna algunas alguno algunos allá allí ambos
ante antes aquel aquella aquello aquí así aun aún aunque bajo bastante bien cada casi como cómo con conmigo cual cuál
cuales cualquier cuando cuándo cuanto cuánto cosa cosas da dar de decir del demás dentro desde después dice dije dijo
donde dónde dos durante e el él ella ellas ellos en entonces entre era eran eres es esa esas ese eso esos esta está
estaba estaban estar estas estás este esto estos estoy estuve estuvo están fue fueron fui fuera gran ha había habían
hace hacer hacia haciendo han has hasta hay he hecho hemos hice hizo hubo iba ir la las le les lo los luego más mas me
menos mi mí mientras mío mis misma mismas mismo mismos mucha muchas mucho muchos muy nada nadie ni ningún ninguna no nos
nosotros nuestra nuestras nuestro nuestros nunca o os otra otras otro otros para pero poco por porque pude pues puede
puedo que qué quien quién quienes se sea según ser si sí sido siempre siendo sin sino sobre solo sólo son soy su sus
también tampoco tan tanto te tengo tenía tener tiene tienen toda todas todavía todo todos tras tu tú tus tuve tuvo u un
una unas uno unos usted ustedes va vamos van vez veces voy y ya yo`

	turkishFunctionWords = `acaba ama ancak artık aslında asla az bana bazen bazı bazıları belki ben benden beni benim
beri bile bin bir biraz biri birkaç birçok biz bize bizden bizi bizim böyle böylece bu bugün buna bundan bunlar bunları
bunu bunun burada bütün çok çoğu çünkü da daha dahi de değil diğer diye dolayı doğru dolayısıyla e eden ederek eğer en
et etti ettim etmek fakat falan filan gene gerek gibi göre hala hâlâ halde hangi hani hatta hem henüz hep hepsi her
herkes hiç hiçbir için içinde ile ilgili ise işte kadar karşı kendi kendim kendime kendimi kendine kendini kez ki
kim kimse kimi mı mi mu mü nasıl ne neden nedenle nerede neyse niçin niye o olan olarak oldu olduğu olduğunu olması
olmak olur olup on ona ondan onlar onlara onları onların onu onun orada öyle oysa önce pek rağmen sadece sanki sen
senin seni siz size sizi sizin son sonra şey şeyi şeyler şimdi şöyle şu şuna şunu tam tabii tüm üzere üzerinde var
vardı ve veya ya yani yine yok yoksa zaten zaman`
)

// IsFunctionWord tells whether a folded word carries grammar rather than matter in its language, with or without
// its marks.
func IsFunctionWord(lang, folded string) bool {
	_, found := slices.BinarySearch(functionWords()[lang], unmarked(folded))
	return found
}

var functionWords = sync.OnceValue(func() map[string][]string {
	out := map[string][]string{}
	for lang, list := range map[string]string{
		English: englishFunctionWords, Spanish: spanishFunctionWords, Turkish: turkishFunctionWords,
	} {
		sorted := strings.Fields(list)
		for i, w := range sorted {
			sorted[i] = unmarked(w)
		}
		slices.Sort(sorted)
		out[lang] = slices.Compact(sorted)
	}
	return out
})
